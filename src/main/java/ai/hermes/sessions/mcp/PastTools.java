package ai.hermes.sessions.mcp;

import ai.hermes.sessions.search.SearchParameters;
import ai.hermes.sessions.search.SearchService;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.wire.ApiException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.mcp.server.Cancellation;
import io.quarkiverse.mcp.server.Cancellation.OperationCancellationException;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolCallException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** What agents can ask of their past. All of it reads only. */
@Singleton
public class PastTools {

    private final SearchService searches;
    private final Windows windows;
    private final CallerProfiles profiles;
    private final AgentWaiting waiting;
    private final ObjectMapper json;

    @Inject
    PastTools(
            SearchService searches, Windows windows, CallerProfiles profiles, AgentWaiting waiting, ObjectMapper json) {
        this.searches = searches;
        this.windows = windows;
        this.profiles = profiles;
        this.waiting = waiting;
        this.json = json;
    }

    /** Conversations in which something is found. */
    @Tool(
            name = "search_conversations",
            description = "Search all past conversations of this agent: messages, tool calls and their output, titles,"
                    + " tags and notes. Words must all occur; \"exact phrase\", -without, prefix*, *part*; filters such"
                    + " as source:telegram, project:x, before:2026-08, after:7d, tool:terminal, has:error, model:x,"
                    + " is:archived, cost:>1. The answer says what was not searched.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    String search(
            @ToolArg(description = "What to look for") String query,
            @ToolArg(description = "A profile, or all", defaultValue = "default") String profile,
            @ToolArg(description = "Conversations at most, 1 to 100", defaultValue = "10") int limit,
            @ToolArg(description = "Look through all messages for what no index finds", defaultValue = "false")
                    boolean scan,
            @ToolArg(description = "The next_cursor of an earlier answer", defaultValue = "") String cursor,
            Cancellation agent) {
        return answer(() -> {
            SearchParameters asked =
                    new SearchParameters(query, profiles.named(profile), limit, scan, false, Optional.of(cursor));
            return waiting.during(agent, cancellation -> searches.search(asked, cancellation));
        });
    }

    /** Conversations that filters mean, the newest first. */
    @Tool(
            name = "list_conversations",
            description = "List past conversations, the most recent first. The filter takes the filters of"
                    + " search_conversations, such as source:cron or after:7d; words look at titles, tags and notes.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    String list(
            @ToolArg(description = "Filters; empty for all", defaultValue = "") String filter,
            @ToolArg(description = "A profile, or all", defaultValue = "default") String profile,
            @ToolArg(description = "Conversations at most, 1 to 100", defaultValue = "20") int limit,
            @ToolArg(description = "The next_cursor of an earlier answer", defaultValue = "") String cursor,
            Cancellation agent) {
        return answer(() -> {
            SearchParameters asked =
                    new SearchParameters(filter, profiles.named(profile), limit, false, false, Optional.of(cursor));
            return waiting.during(agent, cancellation -> searches.list(asked, cancellation));
        });
    }

    /** A window of the messages of one conversation. */
    @Tool(
            name = "read_conversation",
            description = "Read messages of one past conversation: the newest, those before a number, or those around"
                    + " a message that a search has found.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    String read(
            @ToolArg(description = "session_id of a conversation") String sessionId,
            @ToolArg(description = "The conversation's profile", defaultValue = "default") String profile,
            @ToolArg(description = "message_id of a hit, to read around it; 0 for none", defaultValue = "0")
                    long around,
            @ToolArg(
                            description =
                                    "Only messages before that number: offset of an earlier answer; -1 for the newest",
                            defaultValue = "-1")
                    int before,
            @ToolArg(description = "Messages at most, 1 to 100", defaultValue = "20") int limit,
            Cancellation agent) {
        return answer(() -> {
            Profile owner = profiles.one(profile);
            return waiting.during(
                    agent, cancellation -> windows.of(owner, sessionId, around, before, limit, cancellation));
        });
    }

    private String answer(Supplier<Object> work) {
        try {
            return json.writeValueAsString(work.get());
        } catch (ApiException e) {
            throw new ToolCallException(e.getMessage() + details(e));
        } catch (CancellationException e) {
            throw new OperationCancellationException();
        } catch (StoreFaultException e) {
            throw new ToolCallException(e.fault().message() + " " + e.fault().remedy());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }

    private static String details(ApiException e) {
        Object position = e.answer().details().get("position");
        return position == null ? "" : " (at character " + position + ")";
    }
}
