package ai.hermes.sessions.session;

import ai.hermes.sessions.annotation.Setting;
import ai.hermes.sessions.annotation.ThreeState;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ParentSession;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.conversation.Visibility;
import ai.hermes.sessions.store.Profile;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Why a session is on the list, or is not.
 *
 * @param sessionId the id that was asked for
 * @param explanations one for each profile that has a session of that id, the caller's own profile first
 */
@JsonNaming(SnakeCaseStrategy.class)
record Explanation(String sessionId, List<Where> explanations) {

    /**
     * Where a session of one profile is.
     *
     * @param profile the profile
     * @param rule by which it is counted; {@code listed} where it is a row of the list
     * @param listed whether it is
     * @param conversationId the id of the conversation that it belongs to
     * @param tipSessionId the id that this is listed under
     * @param message what that means
     * @param facts what it rests on, by names of fields; texts
     * @param howToShow what to do to see it
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Where(
            String profile,
            Rule rule,
            boolean listed,
            String conversationId,
            String tipSessionId,
            String message,
            Map<String, String> facts,
            String howToShow) {

        /**
         * @param chosen what people want on their lists
         * @param now seconds since 1970
         */
        static Where of(Conversation conversation, String sessionId, Profile caller, Visibility chosen, double now) {
            Rule rule = ruleOf(conversation, sessionId, caller, now);
            Map<String, String> facts = facts(rule, conversation, now);
            Map<String, String> settings =
                    rule == Rule.AUTOMATION || rule == Rule.SETTING ? chosen.reasons(conversation) : Map.of();
            facts.putAll(settings);
            if (settings.containsKey(Setting.SHOW_PREVIOUS_MESSAGING_SESSIONS.wireName())) {
                facts.put("chat", conversation.tip().sessionKey());
            }
            return new Where(
                    conversation.profile().name(),
                    rule,
                    rule == Rule.LISTED,
                    conversation.root().id(),
                    conversation.tip().id(),
                    message(rule),
                    facts,
                    howToShow(rule, conversation, String.join(" and ", settings.keySet())));
        }

        private static Rule ruleOf(Conversation conversation, String sessionId, Profile caller, double now) {
            if (!conversation.tip().id().equals(sessionId)) {
                return Rule.SEGMENT;
            }
            Rule rule = conversation.rule(now);
            return rule == Rule.LISTED && !conversation.profile().equals(caller) ? Rule.OTHER_PROFILE : rule;
        }

        private static String message(Rule rule) {
            return switch (rule) {
                case SEGMENT -> "It is an earlier or later part of a conversation that is shown as one.";
                case CHILD -> "It works for another session, or carries one on that went on elsewhere.";
                case TRASHED -> "Somebody moved it to the trash.";
                case ARCHIVED -> "It is archived.";
                case HIDDEN -> "It is marked as hidden.";
                case AUTOMATION -> "It is a run of a schedule, a webhook or a board, and these are not shown.";
                case SETTING -> "A setting of people leaves it out.";
                case INTERNAL -> "It is the agent's own work.";
                case EMPTY -> "It has no message, and no turn runs in it.";
                case OTHER_PROFILE -> "It is in a profile that the request does not speak for.";
                case LISTED -> "It is on the list.";
            };
        }

        private static Map<String, String> facts(Rule rule, Conversation conversation, double now) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("source", conversation.source().raw());
            switch (rule) {
                case SEGMENT ->
                    facts.put(
                            "segments", Integer.toString(conversation.segments().size()));
                case CHILD -> {
                    facts.put("link", conversation.link().name().toLowerCase(Locale.ROOT));
                    facts.put(
                            "parent_session_id",
                            conversation.parent().map(ParentSession::id).orElse(""));
                }
                case TRASHED ->
                    facts.put(
                            "trashed_at",
                            Double.toString(
                                    conversation.annotation().trashedAt().orElse(0)));
                case ARCHIVED ->
                    facts.put("archived_by", by(conversation.annotation().archived() != ThreeState.UNSET));
                case HIDDEN ->
                    facts.put("hidden_by", by(conversation.annotation().hidden() != ThreeState.UNSET));
                case EMPTY -> {
                    facts.put("message_count", Long.toString(conversation.totalMessageCount()));
                    facts.put("turn_running", Boolean.toString(conversation.running(now)));
                }
                case AUTOMATION, INTERNAL ->
                    facts.put("kind", conversation.source().kind().wireName());
                case SETTING, OTHER_PROFILE, LISTED ->
                    facts.put("profile", conversation.profile().name());
            }
            return facts;
        }

        private static String by(boolean annotation) {
            return annotation ? "annotation" : "store";
        }

        private static String howToShow(Rule rule, Conversation conversation, String settings) {
            String tip = conversation.tip().id();
            return switch (rule) {
                case SEGMENT -> "Open session " + tip + "; the report of its lineage tells all parts.";
                case CHILD -> "GET /api/sessions?rule=child, or open it under its parent.";
                case TRASHED -> "GET /api/sessions?rule=trashed; POST /api/session/restore takes it back.";
                case ARCHIVED -> "GET /api/sessions?include_archived=1; POST /api/session/archive takes it out.";
                case HIDDEN -> "GET /api/sessions?rule=hidden.";
                case AUTOMATION ->
                    "GET /api/sessions?rule=automation or ?group=job, or choose " + settings + " in the settings.";
                case SETTING -> "GET /api/sessions?rule=setting, or change " + settings + " in the settings.";
                case INTERNAL -> "GET /api/sessions?rule=internal.";
                case EMPTY -> "GET /api/sessions?rule=empty; it is listed with its first message.";
                case OTHER_PROFILE ->
                    "GET /api/sessions?all_profiles=1, or switch to profile "
                            + conversation.profile().name() + ".";
                case LISTED -> "GET /api/sessions: it is listed as " + tip + ".";
            };
        }
    }
}
