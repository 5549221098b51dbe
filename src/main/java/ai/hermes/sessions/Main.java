package ai.hermes.sessions;

import ai.hermes.sessions.annotation.AccessKeyFile;
import ai.hermes.sessions.annotation.AnnotationConfig;
import ai.hermes.sessions.lease.LeaseConfig;
import ai.hermes.sessions.preflight.PreflightReport;
import ai.hermes.sessions.preflight.StartRefusedException;
import ai.hermes.sessions.store.HomeConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Without arguments the service; with them a command, which opens no port and may run beside the service. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run(null, Main::ended, arguments);
        } else if (List.of(arguments).equals(List.of("preflight"))) {
            System.setProperty("hermes.preflight.only", "true");
            Quarkus.run(null, Main::ended);
        } else if (List.of(arguments).equals(List.of("train"))) {
            Training.run(Main::ended);
        } else if (List.of(arguments).equals(List.of("version"))) {
            System.out.println(version());
        } else {
            Clock clock = Clock.systemDefaultZone();
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            KeyCommands keys = new KeyCommands(Main::keys, clock, in, System.out, System.err);
            Commands commands = new Commands(Main::dataFolder, clock, keys, System.out, System.err);
            System.exit(commands.run(List.of(arguments)).code());
        }
    }

    /** Says why, which Quarkus does only where it decides on the exit code as well. */
    private static void ended(int code, Throwable failure) {
        Optional<StartRefusedException> refused = StartRefusedException.in(failure);
        Optional<PreflightReport> report = PreflightReport.in(failure);
        if (report.isPresent()) {
            System.out.println(report.get().getMessage());
            System.exit((report.get().startable() ? ExitCode.DONE : ExitCode.SET_UP).code());
        } else if (refused.isPresent()) {
            System.err.println(refused.get().getMessage());
            System.exit(ExitCode.SET_UP.code());
        } else if (isOfSetUp(failure)) {
            System.err.println(failure.getMessage());
            System.exit(ExitCode.SET_UP.code());
        } else if (failure != null) {
            Logger.getLogger(Main.class).error("Hermes Sessions could not start", failure);
        }
        System.exit(code);
    }

    /** Whether a value could not be understood, which comes before any check of ours. */
    private static boolean isOfSetUp(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ConfigValidationException || each instanceof ConfigurationException) {
                return true;
            }
        }
        return false;
    }

    /** As the jar says; there is none where the classes lie in folders. */
    private static String version() {
        return "Hermes Sessions "
                + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                        .orElse("unknown");
    }

    private static AccessKeyFile keys() {
        return new AccessKeyFile(dataFolder(), config().getConfigMapping(LeaseConfig.class));
    }

    /** The folder as the service would find it. */
    private static Path dataFolder() {
        SmallRyeConfig config = config();
        return config.getConfigMapping(AnnotationConfig.class)
                .dataDir()
                .orElseGet(
                        () -> config.getConfigMapping(HomeConfig.class).home().resolve(AnnotationConfig.FOLDER));
    }

    private static SmallRyeConfig config() {
        return ConfigUtils.configBuilder()
                .withMapping(HomeConfig.class)
                .withMapping(AnnotationConfig.class)
                .withMapping(LeaseConfig.class)
                .withMappingIgnore("hermes.**")
                .build();
    }
}
