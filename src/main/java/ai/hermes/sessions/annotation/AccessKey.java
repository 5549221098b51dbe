package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Something that opens the service. The secret itself is not kept, so nobody can learn it from the database.
 *
 * @param id names it where it is listed; opens nothing
 * @param kind who has it
 * @param digest of the secret: SHA-256, in hexadecimal
 * @param name what people know it by
 * @param role what its bearer may do, by the name of the role
 * @param profiles which profiles its bearer may see; empty for all
 * @param origin what it was made with and ends with: the id of a key, or a mark of the password; empty for nothing
 * @param createdAt when it was made, in seconds since 1970
 * @param expiresAt when it ends; empty for never
 * @param lastUsedAt when it was last used, as far as that is written down; empty for never
 */
public record AccessKey(
        String id,
        Kind kind,
        String digest,
        String name,
        String role,
        Optional<Set<Profile>> profiles,
        Optional<String> origin,
        double createdAt,
        OptionalDouble expiresAt,
        OptionalDouble lastUsedAt) {

    /** Who has a key. */
    public enum Kind {
        /** A program, until somebody takes it away. */
        TOKEN,
        /** A person's browser, by a cookie. */
        LOGIN
    }

    /** Whether it has ended by itself. */
    public boolean expired(double now) {
        return expiresAt.isPresent() && expiresAt.getAsDouble() <= now;
    }
}
