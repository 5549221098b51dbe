package ai.hermes.sessions.window;

import ai.hermes.sessions.conversation.Conversation;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Locale;
import java.util.Optional;

/**
 * A conversation that began within another one.
 *
 * @param sessionId its id
 * @param title its title
 * @param link {@code child} where it works for the other, {@code branch} where it went its own way
 * @param startedAt when it began, in seconds since 1970
 * @param messageCount how many messages it has
 * @param afterId the message after which it began; empty where that is before all that are shown
 */
@JsonNaming(SnakeCaseStrategy.class)
record Subagent(
        String sessionId,
        String title,
        String link,
        double startedAt,
        long messageCount,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> afterId) {

    static Subagent of(Conversation conversation, Optional<Long> afterId) {
        return new Subagent(
                conversation.tip().id(),
                conversation.title(),
                conversation.link().name().toLowerCase(Locale.ROOT),
                conversation.root().startedAt(),
                conversation.totalMessageCount(),
                afterId);
    }
}
