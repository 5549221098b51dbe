package ai.hermes.sessions.tracing;

import ai.hermes.sessions.annotation.ConversationKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Ids of traces and spans, made of what a session is known by: whoever sends the same session twice sends the same
 * trace, and a link can be made to one that is sent another time.
 */
final class TraceIds {

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private TraceIds() {}

    /** The span that is about a whole conversation. */
    static SpanContext conversation(ConversationKey key) {
        return span(key, "conversation", key.rootId());
    }

    /** The span of one session of a conversation. */
    static SpanContext session(ConversationKey key, String sessionId) {
        return span(key, "session", sessionId);
    }

    /**
     * The span of something that a message tells.
     *
     * @param kind what of it
     * @param part which one, where a message tells of several
     */
    static SpanContext message(ConversationKey key, String kind, String sessionId, long messageId, int part) {
        return span(key, kind, sessionId + '\0' + messageId + '\0' + part);
    }

    private static SpanContext span(ConversationKey key, String kind, String id) {
        String conversation = key.profile().name() + '\0' + key.rootId();
        return SpanContext.create(
                hash(TRACE_BYTES, "trace\0" + conversation),
                hash(SPAN_BYTES, kind + '\0' + conversation + '\0' + id),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    private static String hash(int bytes, String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
