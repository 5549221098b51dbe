package ai.hermes.sessions.share;

import ai.hermes.sessions.annotation.Share;
import ai.hermes.sessions.session.SessionSummary;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is answered about shares. */
final class ShareAnswers {

    private ShareAnswers() {}

    /** A share was made or refreshed. */
    record Made(boolean ok, Told share, SessionSummary session) {}

    /**
     * A share is no more.
     *
     * @param session absent where the session is gone as well
     */
    record Revoked(
            boolean ok,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<SessionSummary> session) {}

    /** All shares of a profile. */
    record All(List<Told> shares) {}

    /** A snapshot, for whoever has its token. */
    record Public(Snapshot share) {}

    /**
     * A share, for those who may share.
     *
     * @param sessionId the root of what was shared
     * @param token what opens it; null, as its address, where it was made with a key that is lost: revoke it
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Told(
            String sessionId,
            Optional<String> token,
            Optional<String> url,
            String title,
            int messageCount,
            double createdAt,
            double updatedAt,
            double expiresAt) {

        static Told of(Share share, Optional<String> token) {
            return new Told(
                    share.conversation().rootId(),
                    token,
                    token.map(it -> "/share/" + it),
                    share.title(),
                    share.messageCount(),
                    share.createdAt(),
                    share.updatedAt(),
                    share.expiresAt());
        }
    }

    /** What is in a snapshot. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Snapshot(
            String title,

            @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = SharedMessage.class)
            String messages,

            int messageCount,
            double createdAt,
            double updatedAt,
            double expiresAt) {

        static Snapshot of(Share share, String messages) {
            return new Snapshot(
                    share.title(),
                    messages,
                    share.messageCount(),
                    share.createdAt(),
                    share.updatedAt(),
                    share.expiresAt());
        }
    }
}
