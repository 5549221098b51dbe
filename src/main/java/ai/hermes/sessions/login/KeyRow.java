package ai.hermes.sessions.login;

import ai.hermes.sessions.annotation.AccessKey;
import ai.hermes.sessions.caller.AuditSubject;
import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A token or a login, as far as it can be told.
 *
 * @param id names it; opens nothing
 * @param name what people know it by
 * @param role what its bearer may do
 * @param profiles which profiles its bearer may see; absent for all
 * @param createdAt in seconds since 1970
 * @param expiresAt in seconds since 1970; absent for never
 * @param lastUsedAt in seconds since 1970; absent for never
 * @param current whether the caller came in with it
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record KeyRow(
        String id,
        String name,
        String role,
        Optional<List<String>> profiles,
        double createdAt,
        Optional<Double> expiresAt,
        Optional<Double> lastUsedAt,
        boolean current) {

    static KeyRow of(AccessKey key, OptionalDouble lastUsedAt, boolean current) {
        return new KeyRow(
                key.id(),
                key.name(),
                key.role(),
                key.profiles().map(it -> it.stream().sorted().map(Profile::name).toList()),
                key.createdAt(),
                boxed(key.expiresAt()),
                boxed(lastUsedAt),
                current);
    }

    private static Optional<Double> boxed(OptionalDouble value) {
        return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
    }

    /** @param tokens the newest first */
    record Tokens(List<KeyRow> tokens) {}

    /** @param sessions the newest first */
    record Logins(List<KeyRow> sessions) {}

    /** @param token what opens the service; nobody can tell it again */
    record Made(boolean ok, @JsonUnwrapped KeyRow key, String token) implements AuditSubject {
        @Override
        public String auditSubject() {
            return key.id();
        }
    }

    /** @param revoked how many */
    record Gone(boolean ok, int revoked) {}
}
