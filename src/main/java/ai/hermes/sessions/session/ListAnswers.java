package ai.hermes.sessions.session;

import ai.hermes.sessions.store.AgentHome;
import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists as bytes, kept as long as nothing in them has changed: most polls ask for what was asked for a moment ago. */
@Singleton
final class ListAnswers {

    private static final int DIGEST_BYTES = 12;

    private final ObjectMapper json;
    private final boolean sample;
    private final Cache<ReadyList.Key, ReadyList> ready;

    @Inject
    ListAnswers(ObjectMapper json, AgentHome home, ListConfig config) {
        this.json = json;
        this.sample = home.sample();
        this.ready = Caffeine.newBuilder()
                .maximumWeight(config.cacheSize().asLongValue())
                .<ReadyList.Key, ReadyList>weigher((key, list) -> list.body().length)
                .build();
    }

    ReadyList of(ListQuery query, ListScope scope, Profile profile) {
        ReadyList.Key asked = new ReadyList.Key(query, profile, scope.visible());
        ReadyList.Made made = ReadyList.Made.of(scope);
        ReadyList found = ready.getIfPresent(asked);
        if (found != null && found.says(made, scope.now())) {
            return found;
        }
        // A list takes the place of the older one: as entries of their own, old ones that were asked for often would
        // keep the new one out. Whoever asks meanwhile for the same list waits for it, rather than making it as well.
        return ready.asMap()
                .compute(
                        asked,
                        (key, kept) -> kept != null && kept.says(made, scope.now())
                                ? kept
                                : render(query, scope, profile, made));
    }

    /** The list if it was made already, and nothing in it has changed since. */
    Optional<ReadyList> ready(ListQuery query, ListScope scope, Profile profile) {
        return Optional.ofNullable(ready.getIfPresent(new ReadyList.Key(query, profile, scope.visible())))
                .filter(it -> it.says(ReadyList.Made.of(scope), scope.now()));
    }

    private ReadyList render(ListQuery query, ListScope scope, Profile profile, ReadyList.Made made) {
        byte[] closed = bytes(SessionListBody.of(query, scope, profile, sample));
        byte[] body = Arrays.copyOf(closed, closed.length - 1);
        double until = Stream.concat(scope.inside().stream(), scope.outside().stream())
                .mapToDouble(it -> it.unchangedUntil(scope.now()))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return new ReadyList(body, digest(body), until, made);
    }

    /** A value as JSON in UTF-8. */
    byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
