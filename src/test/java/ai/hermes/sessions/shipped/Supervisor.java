package ai.hermes.sessions.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Keeps a process running as launchd or systemd would, by the rules of a file that they read. */
final class Supervisor implements AutoCloseable {

    private final Rules rules;
    private final Map<String, String> variables;
    private final Path output;
    private final List<Integer> codes = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::supervise, "supervisor");
    private volatile Process process;
    private volatile boolean given;

    private Supervisor(Rules rules, Map<String, String> variables, Path output) {
        this.rules = rules;
        this.variables = variables;
        this.output = output;
    }

    /**
     * What the file says.
     *
     * @param command the program and its arguments
     * @param folder where it runs
     * @param environment its variables
     * @param softFiles how many files it may open
     * @param hardFiles how many it may let itself open
     * @param restart what is done when it has ended
     */
    record Rules(
            List<String> command,
            Path folder,
            Map<String, String> environment,
            int softFiles,
            int hardFiles,
            Restart restart) {}

    /** When it is started again. */
    interface Restart {

        boolean again(int code);

        /** The time from its end to the next start, if it ran for so long. */
        Duration pause(Duration ran);
    }

    /**
     * Starts it.
     *
     * @param variables besides those of the file, which they win over
     * @param output where what it writes goes
     */
    static Supervisor start(Rules rules, Map<String, String> variables, Path output) {
        Supervisor supervisor = new Supervisor(rules, variables, output);
        supervisor.thread.setDaemon(true);
        supervisor.thread.start();
        return supervisor;
    }

    /** By the list of properties that launchd reads. */
    static Rules launchd(Path plist) {
        Map<String, Object> keys = Plist.read(plist);
        Map<String, String> environment = new HashMap<>();
        ((Map<?, ?>) keys.get("EnvironmentVariables"))
                .forEach((name, value) -> environment.put((String) name, (String) value));
        boolean successfulExit = (Boolean) ((Map<?, ?>) keys.get("KeepAlive")).get("SuccessfulExit");
        Duration throttle = Duration.ofSeconds((Integer) keys.get("ThrottleInterval"));
        return new Rules(
                ((List<?>) keys.get("ProgramArguments"))
                        .stream().map(String::valueOf).toList(),
                Path.of((String) keys.get("WorkingDirectory")),
                environment,
                (Integer) ((Map<?, ?>) keys.get("SoftResourceLimits")).get("NumberOfFiles"),
                (Integer) ((Map<?, ?>) keys.get("HardResourceLimits")).get("NumberOfFiles"),
                new Restart() {
                    @Override
                    public boolean again(int code) {
                        return successfulExit == (code == 0);
                    }

                    @Override
                    public Duration pause(Duration ran) {
                        return ran.compareTo(throttle) < 0 ? throttle.minus(ran) : Duration.ZERO;
                    }
                });
    }

    /**
     * By the unit that systemd reads.
     *
     * @param program what stands for the program that the unit names
     */
    static Rules systemd(SystemdUnit unit, Path program) {
        List<String> command =
                new ArrayList<>(List.of(unit.value("ExecStart").orElseThrow().split(" ")));
        command.set(0, program.toString());
        Map<String, String> environment = new HashMap<>(unit.environment());
        environment.remove("HERMES_SESSIONS_CACHE");
        environment.put(
                "WATCHDOG_USEC",
                unit.value("WatchdogSec")
                        .map(it -> String.valueOf(
                                Duration.ofSeconds(Long.parseLong(it)).toNanos() / 1000))
                        .orElseThrow());
        int files = Integer.parseInt(unit.value("LimitNOFILE").orElseThrow());
        boolean always = unit.value("Restart").orElseThrow().equals("always");
        int never = Integer.parseInt(unit.value("RestartPreventExitStatus").orElseThrow());
        Duration pause =
                Duration.ofSeconds(Long.parseLong(unit.value("RestartSec").orElseThrow()));
        return new Rules(command, Path.of("/"), environment, files, files, new Restart() {
            @Override
            public boolean again(int code) {
                return always && code != never;
            }

            @Override
            public Duration pause(Duration ran) {
                return pause;
            }
        });
    }

    /** What it has ended with so far. */
    List<Integer> codes() {
        return List.copyOf(codes);
    }

    /** Whether it has ended and is not started again. */
    boolean ended() {
        return !thread.isAlive();
    }

    private void supervise() {
        try {
            int code;
            do {
                long began = System.nanoTime();
                process = launched();
                code = process.waitFor();
                codes.add(code);
                if (rules.restart().again(code) && !given) {
                    TimeUnit.NANOSECONDS.sleep(rules.restart()
                            .pause(Duration.ofNanos(System.nanoTime() - began))
                            .toNanos());
                }
            } while (rules.restart().again(code) && !given);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launched() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -S -n %d && ulimit -H -n %d && exec \"$@\"".formatted(rules.softFiles(), rules.hardFiles()),
                "sh"));
        command.addAll(rules.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(rules.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        Script.clean(builder.environment());
        builder.environment().putAll(rules.environment());
        builder.environment().putAll(variables);
        return builder.start();
    }

    @Override
    public void close() {
        given = true;
        thread.interrupt();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
