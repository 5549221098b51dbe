package ai.hermes.sessions.caller;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. Each role may do all that those before it may. */
public enum Role {
    /** What may be done without any proof: log in, ask whether the service lives. */
    ANYONE,
    /** Look at conversations. */
    READ,
    /** Change what people added to conversations: pins, titles, projects, copies, trash. */
    ORGANISE,
    /** Delete for good, change settings and who may come in, look inside the service. */
    ADMIN;

    /** Whether this is enough where that one is needed. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The name on the wire and in the set-up, in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that a key can have by that name; {@link #ANYONE} is none. */
    public static Optional<Role> named(String wireName) {
        return Arrays.stream(values())
                .filter(it -> it != ANYONE && it.wireName().equals(wireName))
                .findFirst();
    }
}
