package ai.hermes.sessions.conversation;

import ai.hermes.sessions.masking.Masking;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a session came from, normalised. The set is open: an agent of tomorrow may write names that nobody knows today.
 *
 * @param raw the name in the store; empty where it has none
 * @param kind what sort of source it is
 * @param label the name for people
 */
public record Source(String raw, Kind kind, String label) {

    /** Sorts of sources, with their names on the wire. */
    public enum Kind {
        CLI,
        WEBUI,
        MESSAGING,
        CRON,
        WEBHOOK,
        KANBAN,
        TOOL,
        API,
        FORK,
        OTHER;

        /** The name on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<String, Source> KNOWN = Map.ofEntries(
            entry("cli", Kind.CLI, "CLI"),
            entry("tui", Kind.CLI, "TUI"),
            entry("acp", Kind.CLI, "ACP"),
            entry("webui", Kind.WEBUI, "WebUI"),
            entry("discord", Kind.MESSAGING, "Discord"),
            entry("email", Kind.MESSAGING, "Email"),
            entry("wecom", Kind.MESSAGING, "WeCom"),
            entry("wecom_callback", Kind.MESSAGING, "WeCom"),
            entry("slack", Kind.MESSAGING, "Slack"),
            entry("telegram", Kind.MESSAGING, "Telegram"),
            entry("weixin", Kind.MESSAGING, "Weixin"),
            entry("matrix", Kind.MESSAGING, "Matrix"),
            entry("whatsapp", Kind.MESSAGING, "WhatsApp"),
            entry("signal", Kind.MESSAGING, "Signal"),
            entry("mattermost", Kind.MESSAGING, "Mattermost"),
            entry("sms", Kind.MESSAGING, "SMS"),
            entry("dingtalk", Kind.MESSAGING, "DingTalk"),
            entry("feishu", Kind.MESSAGING, "Feishu"),
            entry("bluebubbles", Kind.MESSAGING, "BlueBubbles"),
            entry("qqbot", Kind.MESSAGING, "QQ"),
            entry("cron", Kind.CRON, "Cron"),
            entry("webhook", Kind.WEBHOOK, "Webhook"),
            entry("kanban", Kind.KANBAN, "Kanban"),
            entry("tool", Kind.TOOL, "Tool"),
            entry("api_server", Kind.API, "API"),
            entry("api-server", Kind.API, "API"),
            entry("fork", Kind.FORK, "Fork"));

    private static final Set<String> INTERNAL = Set.of("tool", "oneshot");

    private static Map.Entry<String, Source> entry(String raw, Kind kind, String label) {
        return Map.entry(raw, new Source(raw, kind, label));
    }

    /** The source with that name in a store. */
    public static Source of(String raw) {
        String name = raw.strip();
        if (name.isEmpty()) {
            return new Source("", Kind.OTHER, "Agent");
        }
        Source known = KNOWN.get(name.toLowerCase(Locale.ROOT));
        return known == null
                ? new Source(name, Kind.OTHER, capitalised(name))
                : new Source(name, known.kind, known.label);
    }

    /** Whether clients put it under the tab of command line sessions. */
    public boolean commandLine() {
        return kind == Kind.CLI;
    }

    /** Whether it is the agent's own work, of interest to nobody but the agent. */
    public boolean internal() {
        return INTERNAL.contains(raw);
    }

    /** Whether it is an agent at work for another one. */
    public boolean subagent() {
        return raw.equals("subagent");
    }

    /** The name on the wire; empty where the store has none. */
    public Optional<String> tag() {
        return raw.isEmpty() ? Optional.empty() : Optional.of(raw);
    }

    /** The title of a session that has none, in the form that clients know. */
    public String defaultTitle() {
        return (raw.isEmpty() ? label : capitalised(raw)) + " Session";
    }

    private static String capitalised(String name) {
        // Without what stands between its words a credential, which somebody brought in, would be known as none.
        return titleCase(Masking.always(name).text().replace('_', ' ').replace('-', ' '));
    }

    private static String titleCase(String name) {
        StringBuilder title = new StringBuilder(name.length());
        boolean inside = false;
        for (char c : name.toCharArray()) {
            title.append(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inside = Character.isLetter(c);
        }
        return title.toString();
    }
}
