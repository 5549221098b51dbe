package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.Setting;
import ai.hermes.sessions.annotation.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people want on their lists, by their settings.
 *
 * @param cron runs of schedules
 * @param webhook runs of webhooks
 * @param kanban runs of boards
 * @param commandLine sessions of command lines
 * @param previousChats all sessions of a chat instead of the newest alone
 * @param onlySource sessions of this source alone; empty for all
 */
public record Visibility(
        boolean cron,
        boolean webhook,
        boolean kanban,
        boolean commandLine,
        boolean previousChats,
        Optional<String> onlySource) {

    /** What settings come to. */
    public static Visibility of(Settings settings) {
        return new Visibility(
                settings.flag(Setting.SHOW_CRON_SESSIONS, false),
                settings.flag(Setting.SHOW_WEBHOOK_SESSIONS, false),
                settings.flag(Setting.SHOW_KANBAN_SESSIONS, false),
                settings.flag(Setting.SHOW_CLI_SESSIONS, true),
                settings.flag(Setting.SHOW_PREVIOUS_MESSAGING_SESSIONS, true),
                settings.text(Setting.AGENT_SESSION_SOURCE_FILTER));
    }

    /** The settings that keep a conversation off lists, by their names, with what is chosen. */
    public Map<String, String> reasons(Conversation conversation) {
        Source source = conversation.source();
        Map<Setting, String> reasons = new LinkedHashMap<>();
        switch (source.kind()) {
            case CRON -> note(reasons, Setting.SHOW_CRON_SESSIONS, cron);
            case WEBHOOK -> note(reasons, Setting.SHOW_WEBHOOK_SESSIONS, webhook);
            case KANBAN -> note(reasons, Setting.SHOW_KANBAN_SESSIONS, kanban);
            case MESSAGING ->
                // Of those that are wanted at all the newest of each chat is looked for.
                note(
                        reasons,
                        Setting.SHOW_PREVIOUS_MESSAGING_SESSIONS,
                        previousChats || keepsOff(source).isPresent());
            default -> note(reasons, Setting.SHOW_CLI_SESSIONS, commandLine || !source.commandLine());
        }
        onlySource
                .filter(it -> !it.equalsIgnoreCase(source.raw()))
                .ifPresent(it -> reasons.put(Setting.AGENT_SESSION_SOURCE_FILTER, it));
        Map<String, String> told = new LinkedHashMap<>();
        reasons.forEach((setting, value) -> told.put(setting.wireName(), value));
        return told;
    }

    private static void note(Map<Setting, String> reasons, Setting setting, boolean shown) {
        if (!shown) {
            reasons.put(setting, Boolean.toString(false));
        }
    }

    /** The rule by which conversations of a source are kept off lists; empty where they are not. */
    Optional<Rule> keepsOff(Source source) {
        boolean automationIsShown =
                switch (source.kind()) {
                    case CRON -> cron;
                    case WEBHOOK -> webhook;
                    case KANBAN -> kanban;
                    default -> true;
                };
        if (!automationIsShown) {
            return Optional.of(Rule.AUTOMATION);
        }
        boolean wanted = (commandLine || !source.commandLine())
                && onlySource.map(source.raw()::equalsIgnoreCase).orElse(true);
        return wanted ? Optional.empty() : Optional.of(Rule.SETTING);
    }
}
