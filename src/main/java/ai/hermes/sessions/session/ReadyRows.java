package ai.hermes.sessions.session;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.masking.MaskingGenerator;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Rows as bytes. A list that has changed is made of the rows that have not, and the few others. Rows are known by the
 * conversation at one moment, which is another object as soon as anything in it has changed.
 */
@Singleton
final class ReadyRows {

    private final ObjectMapper json;
    private final Masking masking;
    private final Cache<Conversation, ReadyRow> rows;

    @Inject
    ReadyRows(ObjectMapper json, Masking masking, ListConfig config) {
        this.json = json;
        this.masking = masking;
        this.rows = Caffeine.newBuilder()
                .weakKeys()
                .maximumWeight(config.cacheSize().asLongValue() / 2)
                .<Conversation, ReadyRow>weigher((key, row) -> row.json().length)
                .build();
    }

    /**
     * The row of a conversation.
     *
     * @param parent the conversation that its parent session belongs to
     * @param now seconds since 1970
     */
    ReadyRow of(Conversation conversation, Optional<Conversation> parent, double now) {
        if (conversation.running(now)) {
            // What it says depends on the time; once a turn is over, it does not begin again by itself.
            return made(conversation, parent, false, now);
        }
        boolean masked = masking.on();
        Optional<ReadyRow.Under> under = parent.map(ReadyRow.Under::of);
        ReadyRow known = rows.getIfPresent(conversation);
        if (known == null || known.masking() != masked || !known.under().equals(under)) {
            known = made(conversation, parent, false, now);
            rows.put(conversation, known);
        }
        return known;
    }

    /** The row of a conversation that is sent along for others to be nested under it. */
    ReadyRow reference(Conversation conversation, Optional<Conversation> parent, double now) {
        return made(conversation, parent, true, now);
    }

    private ReadyRow made(Conversation conversation, Optional<Conversation> parent, boolean reference, double now) {
        boolean masked = masking.on();
        Json row = write(SessionSummary.of(conversation, parent, reference, now));
        return new ReadyRow(row.bytes, sha256().digest(row.bytes), row.masked, parent.map(ReadyRow.Under::of), masked);
    }

    /** A value as JSON in UTF-8, with the number of credentials that are masked in it. */
    Json write(Object value) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator generator = json.createGenerator(bytes)) {
            json.writeValue(generator, value);
            return new Json(bytes.toByteArray(), generator instanceof MaskingGenerator masked ? masked.places() : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What was written. */
    record Json(byte[] bytes, int masked) {}
}
