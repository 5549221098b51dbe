package ai.hermes.sessions;

import ai.hermes.sessions.annotation.AccessKeyFile;
import ai.hermes.sessions.annotation.AnnotationFaultException;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.login.Bcrypt;
import ai.hermes.sessions.login.NewToken;
import ai.hermes.sessions.store.Profile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What can be done about who may come in, beside the service.
 *
 * @param keys where tokens are kept; opened only by the command that needs it
 * @param in where a password is read from: its first line
 */
record KeyCommands(Supplier<AccessKeyFile> keys, Clock clock, BufferedReader in, PrintStream out, PrintStream err) {

    /** What the command says; empty where there is none of that name. */
    Optional<ExitCode> run(List<String> arguments) {
        if (arguments.equals(List.of("hash-password"))) {
            return Optional.of(hashPassword());
        } else if (arguments.size() >= 3 && arguments.get(0).equals("create-token")) {
            return Optional.of(createToken(arguments.get(1), arguments.get(2), arguments.subList(3, arguments.size())));
        }
        return Optional.empty();
    }

    private ExitCode hashPassword() {
        try {
            String password = Optional.ofNullable(in.readLine()).orElse("");
            if (!Bcrypt.takes(password)) {
                err.printf(
                        "A password has %d characters or more, and at most %d bytes; it is read from the standard input.%n",
                        Bcrypt.MIN_CHARACTERS, Bcrypt.MAX_BYTES);
                return ExitCode.DATA;
            }
            out.println(Bcrypt.hash(password));
            return ExitCode.DONE;
        } catch (IOException e) {
            err.println("The password cannot be read from the standard input.");
            return ExitCode.NO_INPUT;
        }
    }

    private ExitCode createToken(String name, String roleName, List<String> profileNames) {
        Optional<Role> role = Role.named(roleName);
        List<Profile> profiles =
                profileNames.stream().flatMap(it -> Profile.named(it).stream()).toList();
        if (role.isEmpty() || profiles.size() < profileNames.size()) {
            err.println("A role is one of read, organise, admin; a profile has a name that a folder can have.");
            return ExitCode.USAGE;
        }
        NewToken token =
                NewToken.make(name, role.get(), profiles.isEmpty() ? Visible.ALL : Visible.only(profiles), clock);
        try (AccessKeyFile file = keys.get()) {
            file.add(token.key());
            out.println(token.secret());
            return ExitCode.DONE;
        } catch (AnnotationFaultException e) {
            err.println(e.fault().message() + " " + e.fault().remedy());
            return ExitCode.FAILED;
        }
    }
}
