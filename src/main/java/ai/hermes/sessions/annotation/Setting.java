package ai.hermes.sessions.annotation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What people can choose, for all profiles together. */
public enum Setting {
    /** Whether sessions of command lines are on the list. */
    SHOW_CLI_SESSIONS(Setting::flag),
    /** Whether runs of schedules are on the list. */
    SHOW_CRON_SESSIONS(Setting::flag),
    /** Whether runs of webhooks are on the list. */
    SHOW_WEBHOOK_SESSIONS(Setting::flag),
    /** Whether runs of boards are on the list. */
    SHOW_KANBAN_SESSIONS(Setting::flag),
    /** Whether all sessions of a chat are on the list, or the newest alone. */
    SHOW_PREVIOUS_MESSAGING_SESSIONS(Setting::flag),
    /** The one source whose sessions are on the list; not set for all. */
    AGENT_SESSION_SOURCE_FILTER(Setting::source),
    /** How many conversations can be pinned at a time. */
    PINNED_SESSIONS_LIMIT(Setting::limit),
    /** Whether credentials are masked in answers. */
    API_REDACT_ENABLED(Setting::flag),
    /** How much a page shows of each session. */
    SIDEBAR_DENSITY(value -> Optional.of(value).filter(it -> it.equals("compact") || it.equals("detailed"))),
    /** Colours of a page: those of the system, light or dark. */
    THEME(value -> Optional.of(value).filter(it -> it.equals("system") || it.equals("light") || it.equals("dark"))),
    /** What a page groups its list by. */
    LIST_GROUP(Setting::group),
    /** Whether a page has a button at each project for a new session in it. */
    PROJECT_QUICK_CREATE_BUTTONS(Setting::flag),
    /** Whether a page has buttons that jump through a session. */
    SESSION_JUMP_BUTTONS(Setting::flag),
    /** Whether a page loads earlier messages by itself. */
    SESSION_ENDLESS_SCROLL(Setting::flag);

    private static final int MAX_PINNED = 99;
    private static final int SOURCE_LENGTH = 64;
    private static final Set<String> GROUPS = Set.of("day", "project", "source", "profile", "job");

    private final Function<Object, Optional<Object>> allowed;

    Setting(Function<Object, Optional<Object>> allowed) {
        this.allowed = allowed;
    }

    /** Its name on the wire and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The setting of that name. */
    static Optional<Setting> named(String wireName) {
        return Arrays.stream(values())
                .filter(it -> it.wireName().equals(wireName))
                .findFirst();
    }

    /**
     * The value as it is kept; empty where this cannot have it.
     *
     * @param value a {@link Boolean}, an {@link Integer} or a {@link String}
     */
    public Optional<String> kept(Object value) {
        return allowed.apply(value).map(Object::toString);
    }

    private static Optional<Object> flag(Object value) {
        return Optional.of(value).filter(Boolean.class::isInstance);
    }

    private static Optional<Object> group(Object value) {
        return Optional.of(value).filter(it -> it instanceof String text && GROUPS.contains(text));
    }

    private static Optional<Object> limit(Object value) {
        return Optional.of(value).filter(it -> it instanceof Integer number && number >= 1 && number <= MAX_PINNED);
    }

    private static Optional<Object> source(Object value) {
        return Optional.of(value)
                .filter(it -> it instanceof String text && !text.isBlank() && text.length() <= SOURCE_LENGTH);
    }
}
