package ai.hermes.sessions;

import ai.hermes.sessions.annotation.AnnotationConfig;
import ai.hermes.sessions.preflight.StartRefusedException;
import ai.hermes.sessions.store.HomeConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Without arguments the service; with them a command, which opens no port and may run beside the service. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run(null, Main::ended, arguments);
        } else {
            Commands commands = new Commands(Main::dataFolder, Clock.systemDefaultZone(), System.out, System.err);
            System.exit(commands.run(List.of(arguments)).code());
        }
    }

    private static void ended(int code, Throwable failure) {
        System.exit(StartRefusedException.in(failure) ? ExitCode.SET_UP.code() : code);
    }

    /** The folder as the service would find it. */
    private static Path dataFolder() {
        SmallRyeConfig config = ConfigUtils.configBuilder()
                .withMapping(HomeConfig.class)
                .withMapping(AnnotationConfig.class)
                .withMappingIgnore("hermes.**")
                .build();
        return config.getConfigMapping(AnnotationConfig.class)
                .dataDir()
                .orElseGet(
                        () -> config.getConfigMapping(HomeConfig.class).home().resolve(AnnotationConfig.FOLDER));
    }
}
