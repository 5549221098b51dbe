package ai.hermes.sessions;

import ai.hermes.sessions.annotation.AnnotationBackup;
import ai.hermes.sessions.annotation.BackupException;
import ai.hermes.sessions.annotation.BackupFault;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What can be done beside the service.
 *
 * @param dataFolder where the database lies; asked only by a command that needs it
 * @param keys the commands about who may come in
 * @param out what a command has to say
 * @param err why it failed
 */
record Commands(Supplier<Path> dataFolder, Clock clock, KeyCommands keys, PrintStream out, PrintStream err) {

    private static final String USAGE = """
            Usage: java -jar quarkus-run.jar                 run the service
                   java -jar quarkus-run.jar preflight       say whether it could start, and what is wrong
                   java -jar quarkus-run.jar backup FILE     write a backup of pins, titles and projects
                   java -jar quarkus-run.jar restore FILE    put a backup in their place
                   java -jar quarkus-run.jar hash-password   make a hash of the password on the standard input
                   java -jar quarkus-run.jar create-token NAME ROLE [PROFILE...]
                                                             make a token: read, organise or admin
                   java -jar quarkus-run.jar version         say which version this is""";

    ExitCode run(List<String> arguments) {
        return keys.run(arguments).orElseGet(() -> copy(arguments));
    }

    private ExitCode copy(List<String> arguments) {
        if (arguments.size() != 2) {
            return usage();
        }
        try {
            Path file = Path.of(arguments.get(1));
            return switch (arguments.get(0)) {
                case "backup" -> backUp(file);
                case "restore" -> restore(file);
                default -> usage();
            };
        } catch (InvalidPathException e) {
            return usage();
        } catch (BackupException e) {
            err.println(e.fault().message());
            return code(e.fault());
        }
    }

    private AnnotationBackup database() {
        return AnnotationBackup.of(dataFolder.get(), clock);
    }

    private ExitCode backUp(Path file) throws BackupException {
        database().backUp(file);
        out.printf("The backup is in %s%n", file);
        return ExitCode.DONE;
    }

    private ExitCode restore(Path file) throws BackupException {
        database()
                .restore(file)
                .ifPresentOrElse(
                        kept -> out.printf("Restored. What was there before is kept in %s%n", kept),
                        () -> out.println("Restored."));
        return ExitCode.DONE;
    }

    private ExitCode usage() {
        err.println(USAGE);
        return ExitCode.USAGE;
    }

    private static ExitCode code(BackupFault fault) {
        return switch (fault) {
            case NOTHING_THERE, UNREADABLE -> ExitCode.NO_INPUT;
            case TARGET_EXISTS, TARGET_UNWRITABLE -> ExitCode.CANNOT_CREATE;
            case FOREIGN, DAMAGED, NEWER -> ExitCode.DATA;
            case BUSY -> ExitCode.BUSY;
            case FAILED -> ExitCode.FAILED;
        };
    }
}
