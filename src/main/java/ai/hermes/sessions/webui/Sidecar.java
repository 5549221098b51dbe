package ai.hermes.sessions.webui;

import ai.hermes.sessions.conversation.OutsideSession;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the old web UI keeps of a session, without its messages. Texts are empty where it has nothing.
 *
 * @param messages how many messages there are
 * @param source where it came from
 * @param parent the session that it was branched off, or that it goes on from
 * @param snapshot whether it is what was there before a compression
 * @param manualTitle whether a person gave it its title
 */
record Sidecar(
        String id,
        String title,
        String profile,
        String source,
        String model,
        String provider,
        String workspace,
        String parent,
        String projectId,
        double createdAt,
        double updatedAt,
        long messages,
        long inputTokens,
        long outputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        OptionalDouble cost,
        boolean pinned,
        boolean archived,
        boolean snapshot,
        boolean readOnly,
        boolean manualTitle) {

    static final String FORK = "fork";

    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

    /** The members that are read. */
    static final Set<String> MEMBERS = Set.of(
            "session_id",
            "title",
            "profile",
            "source_tag",
            "raw_source",
            "session_source",
            "is_cli_session",
            "model",
            "model_provider",
            "workspace",
            "parent_session_id",
            "project_id",
            "created_at",
            "updated_at",
            "message_count",
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "estimated_cost",
            "pinned",
            "archived",
            "pre_compression_snapshot",
            "read_only",
            "manual_title");

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** @param members those of {@link #MEMBERS} that the file has */
    static Sidecar of(JsonNode members, long messages) {
        JsonNode cost = members.path("estimated_cost");
        double created = time(members, "created_at");
        double updated = time(members, "updated_at");
        return new Sidecar(
                text(members, "session_id"),
                text(members, "title"),
                text(members, "profile").isEmpty() ? Profile.DEFAULT.name() : text(members, "profile"),
                source(members),
                text(members, "model"),
                text(members, "model_provider"),
                text(members, "workspace"),
                text(members, "parent_session_id"),
                text(members, "project_id"),
                created > 0 ? created : updated,
                updated > 0 ? updated : created,
                messages,
                number(members, "input_tokens"),
                number(members, "output_tokens"),
                number(members, "cache_read_tokens"),
                number(members, "cache_write_tokens"),
                cost.isNumber() && Double.isFinite(cost.doubleValue())
                        ? OptionalDouble.of(cost.doubleValue())
                        : OptionalDouble.empty(),
                members.path("pinned").asBoolean(),
                members.path("archived").asBoolean(),
                members.path("pre_compression_snapshot").asBoolean(),
                members.path("read_only").asBoolean(),
                members.path("manual_title").asBoolean());
    }

    private static String source(JsonNode members) {
        if (text(members, "session_source").equals(FORK)) {
            return FORK;
        }
        return Stream.of("source_tag", "raw_source", "session_source")
                .map(name -> text(members, name))
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse(members.path("is_cli_session").asBoolean() ? "cli" : "webui");
    }

    private static String text(JsonNode members, String name) {
        return members.path(name).asText("");
    }

    private static long number(JsonNode members, String name) {
        return Math.max(0, members.path(name).asLong());
    }

    private static double time(JsonNode members, String name) {
        double seconds = members.path(name).asDouble();
        return seconds > 0 && seconds <= Row.LATEST_TIME ? seconds : 0;
    }

    /** The profile that it is of; empty where no home could have one of that name. */
    Optional<Profile> owner() {
        return Profile.named(profile);
    }

    /**
     * The session for the list.
     *
     * @param goesOn whether it goes on with its parent's conversation, rather than being a branch of it
     * @param wentOn whether another one goes on with its conversation, and has its messages as well
     */
    OutsideSession session(boolean goesOn, boolean wentOn) {
        long own = wentOn ? 0 : messages;
        SessionRow row = new SessionRow(
                id,
                source,
                "",
                model,
                provider,
                parent,
                goesOn ? "" : parent,
                "",
                "",
                createdAt,
                0,
                wentOn ? "compression" : "",
                updatedAt,
                title,
                workspace,
                own,
                0,
                inputTokens,
                outputTokens,
                cacheReadTokens,
                cacheWriteTokens,
                cost,
                0,
                archived,
                pinned,
                false,
                OptionalDouble.empty());
        return new OutsideSession(row, own, own, readOnly);
    }
}
