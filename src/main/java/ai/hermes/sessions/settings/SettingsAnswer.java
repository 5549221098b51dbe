package ai.hermes.sessions.settings;

import ai.hermes.sessions.annotation.Setting;
import ai.hermes.sessions.annotation.Settings;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * All settings, those that nobody touched with what holds then.
 *
 * @param showCliSessions whether sessions of command lines are on the list
 * @param showCronSessions whether runs of schedules are on the list
 * @param showWebhookSessions whether runs of webhooks are on the list
 * @param showKanbanSessions whether runs of boards are on the list
 * @param showPreviousMessagingSessions whether all sessions of a chat are on the list, or the newest alone
 * @param agentSessionSourceFilter the one source whose sessions are on the list; absent for all
 * @param pinnedSessionsLimit how many conversations of a profile can be pinned at a time
 * @param apiRedactEnabled whether credentials are masked in answers
 * @param sidebarDensity {@code compact} or {@code detailed}; for pages
 * @param theme {@code system}, {@code light} or {@code dark}; for pages
 * @param listGroup {@code day}, {@code project}, {@code source}, {@code profile} or {@code job}; for pages
 * @param projectQuickCreateButtons for pages
 * @param sessionJumpButtons for pages
 * @param sessionEndlessScroll for pages
 */
@JsonNaming(SnakeCaseStrategy.class)
record SettingsAnswer(
        boolean showCliSessions,
        boolean showCronSessions,
        boolean showWebhookSessions,
        boolean showKanbanSessions,
        boolean showPreviousMessagingSessions,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> agentSessionSourceFilter,
        int pinnedSessionsLimit,
        boolean apiRedactEnabled,
        String sidebarDensity,
        String theme,
        String listGroup,
        boolean projectQuickCreateButtons,
        boolean sessionJumpButtons,
        boolean sessionEndlessScroll) {

    static SettingsAnswer of(Settings settings, int pinnedLimit) {
        return new SettingsAnswer(
                settings.flag(Setting.SHOW_CLI_SESSIONS, true),
                settings.flag(Setting.SHOW_CRON_SESSIONS, false),
                settings.flag(Setting.SHOW_WEBHOOK_SESSIONS, false),
                settings.flag(Setting.SHOW_KANBAN_SESSIONS, false),
                settings.flag(Setting.SHOW_PREVIOUS_MESSAGING_SESSIONS, true),
                settings.text(Setting.AGENT_SESSION_SOURCE_FILTER),
                pinnedLimit,
                settings.flag(Setting.API_REDACT_ENABLED, true),
                settings.text(Setting.SIDEBAR_DENSITY).orElse("compact"),
                settings.text(Setting.THEME).orElse("system"),
                settings.text(Setting.LIST_GROUP).orElse("day"),
                settings.flag(Setting.PROJECT_QUICK_CREATE_BUTTONS, false),
                settings.flag(Setting.SESSION_JUMP_BUTTONS, false),
                settings.flag(Setting.SESSION_ENDLESS_SCROLL, false));
    }
}
