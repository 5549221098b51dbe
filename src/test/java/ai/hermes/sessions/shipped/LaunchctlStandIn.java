package ai.hermes.sessions.shipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A {@code launchctl} that starts nothing, refuses what the real one refuses, and writes down how it was called. */
final class LaunchctlStandIn {

    private static final String PROGRAM = """
            #!/bin/sh
            state=$(dirname "$0")/state
            echo "$*" >> "$(dirname "$0")/calls"
            case $1 in
                print)
                    case $2 in
                        */ai.hermes.sessions)
                            [ -f "$state" ] || exit 113
                            printf 'x = {\\n\\tstate = %s\\n\\tpid = 42\\n\\tlast exit code = 0\\n}\\n' "$(cat "$state")"
                            ;;
                        gui/*) [ ! -f "$(dirname "$0")/no-windows" ] ;;
                    esac
                    ;;
                enable) ;;
                bootstrap)
                    # As "Bootstrap failed: 5: Input/output error", where it is there already.
                    [ ! -f "$state" ] || exit 5
                    [ -f "$3" ] || exit 5
                    echo running > "$state"
                    ;;
                bootout) [ -f "$state" ] && rm "$state" || exit 3 ;;
                *) exit 64 ;;
            esac
            """;

    private final Path folder;

    /** @param folder an empty folder, to be put on the PATH */
    LaunchctlStandIn(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Path program = folder.resolve("launchctl");
        Files.writeString(program, PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path folder() {
        return folder;
    }

    /** What it was told to do, without what it was only asked. */
    List<String> orders() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls)
                ? Files.readAllLines(calls).stream()
                        .filter(call -> !call.startsWith("print "))
                        .toList()
                : List.of();
    }

    /** As if the service were in another state, such as {@code not running}. */
    void state(String state) throws IOException {
        Files.writeString(folder.resolve("state"), state);
    }

    /** As for somebody who is logged in from afar only. */
    void withoutWindows() throws IOException {
        Files.createFile(folder.resolve("no-windows"));
    }
}
