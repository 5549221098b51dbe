package ai.hermes.sessions.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stand-in for the agent: a second JVM, and the only one that opens stores for writing. A store must never be opened
 * by other means in the JVM that runs the service: closing any descriptor of a file drops all POSIX locks that the
 * process holds on it.
 *
 * <p>The agent works on one store at a time, the one that was last created or opened; the others stay open. One command
 * runs at a time; a command that fails throws {@link AgentException}.
 *
 * <p>To start a JVM takes longer than most of what it is started for, so an agent that was closed in order waits with
 * no store open until the next one is wanted. It ends with the JVM of the tests.
 */
public final class AgentProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private static final TypeReference<List<List<Object>>> ROWS = new TypeReference<>() {};

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    /** Whether it has done nothing that outlives its stores. */
    private boolean reusable = true;

    private boolean closed;

    private AgentProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** An agent that has no store open. */
    public static AgentProcess start() {
        Queue<Process> all = WaitingAgents.common();
        Process waiting = all.poll();
        while (waiting != null && !waiting.isAlive()) {
            waiting = all.poll();
        }
        return new AgentProcess(waiting == null ? launch() : waiting);
    }

    private static Process launch() {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            AgentMain.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a store in WAL mode and goes on with it. {@code schemaVersion} is one that {@link StoreScripts} has. */
    public AgentProcess create(Path stateDb, int schemaVersion) {
        return create(stateDb, schemaVersion, Journal.WAL);
    }

    /** Makes a store, private to its user as the agent makes it, and goes on with it. */
    public AgentProcess create(Path stateDb, int schemaVersion, Journal journal) {
        call("create", stateDb.toString(), schemaVersion, journal.name());
        return this;
    }

    /** Goes on with a store that is there. */
    public AgentProcess open(Path stateDb) {
        call("open", stateDb.toString());
        return this;
    }

    /** Closes the store at hand, as an agent does that ends in order. */
    public AgentProcess release() {
        call("release");
        return this;
    }

    /** Adds a full-text table whose tokenizer nobody has, so that whoever touches it fails. */
    public AgentProcess addTableWithAbsentTokenizer() {
        call("script", "absent-tokenizer");
        return this;
    }

    /** Runs one statement. */
    public AgentProcess run(String sql, Object... binds) {
        call("run", sql, List.of(binds));
        return this;
    }

    /** Rows of a query; whole numbers as {@link Long}. */
    public List<List<Object>> query(String sql, Object... binds) {
        return JSON.convertValue(call("query", sql, List.of(binds)), ROWS);
    }

    /** Writes a session of source {@code cli}. */
    public AgentProcess session(String id) {
        return session(id, Map.of());
    }

    /** Writes a session; columns that the store does not have are left out. */
    public AgentProcess session(String id, Map<String, ?> columns) {
        call("session", id, columns);
        return this;
    }

    /** Writes a message and counts it in its session; answers its id. */
    public long message(String sessionId, String role, String content) {
        return message(sessionId, role, content, Map.of());
    }

    /** Writes a message and counts it in its session; columns that the store does not have are left out. */
    public long message(String sessionId, String role, String content, Map<String, ?> columns) {
        return call("message", sessionId, role, content, columns).longValue();
    }

    /** Writes a message each time the interval has passed, in a thread of the agent, until told to stop. */
    public AgentProcess appendEvery(String sessionId, Duration interval) {
        call("appendEvery", sessionId, interval.toMillis());
        return this;
    }

    /** Ends {@link #appendEvery}; answers how many messages it wrote. */
    public long stopAppending() {
        return call("stopAppending").longValue();
    }

    /**
     * Lets nobody read the store at hand until {@link #unlock}. In WAL mode it fails while anybody else has the store
     * open, be it idle: SQLite gives this lock to the first one only.
     */
    public AgentProcess lockExclusively() {
        reusable = false;
        call("lock");
        return this;
    }

    /** Ends {@link #lockExclusively}. */
    public AgentProcess unlock() {
        call("unlock");
        return this;
    }

    /**
     * Makes each read of the store at hand, which must be in WAL mode, stay in SQLite for some ten seconds, where no
     * interruption reaches it. Waits for reads that are under way.
     */
    public AgentProcess stallReaders() {
        reusable = false;
        call("stallReaders");
        return this;
    }

    /** Ends {@link #stallReaders}; reads that are stalled go on within a second or so. */
    public AgentProcess letReadersGo() {
        call("letReadersGo");
        return this;
    }

    /**
     * Dies in the middle of a transaction, after a part of it was written to the store at hand, which must be one in
     * DELETE mode: its journal stays.
     */
    public void dieLeavingHotJournal() {
        call("beginLargeTransaction");
        kill();
    }

    /** The process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends the process without giving it a moment to tidy up. */
    public void kill() {
        closed = true;
        process.destroyForcibly();
        join();
    }

    /** Closes all stores, in order. Nothing more can be asked of it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        boolean whole = reusable && released();
        closed = true;
        if (whole) {
            WaitingAgents.common().add(process);
        } else {
            end();
        }
    }

    private boolean released() {
        try {
            CompletableFuture.runAsync(() -> call("releaseAll")).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void end() {
        try {
            commands.close();
        } catch (IOException e) {
            // It was killed already.
        }
        join();
    }

    private void join() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized JsonNode call(String command, Object... arguments) {
        if (closed) {
            throw new AgentException("the agent was closed before " + command);
        }
        try {
            commands.write(JSON.writeValueAsString(Map.of("command", command, "arguments", arguments)));
            commands.newLine();
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new AgentException("the agent died of " + command);
            }
            JsonNode parsed = JSON.readTree(answer);
            if (parsed.has("error")) {
                throw new AgentException(parsed.get("error").asText());
            }
            return parsed.get("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
