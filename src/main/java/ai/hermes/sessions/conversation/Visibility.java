package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.Setting;
import ai.hermes.sessions.annotation.Settings;
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
record Visibility(
        boolean cron,
        boolean webhook,
        boolean kanban,
        boolean commandLine,
        boolean previousChats,
        Optional<String> onlySource) {

    static Visibility of(Settings settings) {
        return new Visibility(
                settings.flag(Setting.SHOW_CRON_SESSIONS, false),
                settings.flag(Setting.SHOW_WEBHOOK_SESSIONS, false),
                settings.flag(Setting.SHOW_KANBAN_SESSIONS, false),
                settings.flag(Setting.SHOW_CLI_SESSIONS, true),
                settings.flag(Setting.SHOW_PREVIOUS_MESSAGING_SESSIONS, true),
                settings.text(Setting.AGENT_SESSION_SOURCE_FILTER));
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
