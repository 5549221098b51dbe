package ai.hermes.sessions.agent;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An API server that was configured: its address, and the key, which nobody but the server gets to see. */
final class AgentServer {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

    private final String base;
    private final String key;

    /** An address and a key that were found well-formed. */
    AgentServer(URI address, String key) {
        this.base = address.toString().replaceAll("/+$", "");
        this.key = key;
    }

    /** The address; empty where the text is none that a server could have. */
    static Optional<URI> address(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return uri.getScheme() != null
                            && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                            && uri.getHost() != null
                            && plain
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether a key can be sent at all. */
    static boolean wellFormed(String key) {
        return KEY.matcher(key).matches();
    }

    /** The address of a path, which begins with a slash and is encoded already. */
    URI uri(String path) {
        return URI.create(base + path);
    }

    /** Value of the header {@code Authorization}. */
    String authorization() {
        return "Bearer " + key;
    }

    /**
     * The path of a session; empty for an id that no path can name: servers take dots for a step up, whichever way they
     * are written.
     */
    static Optional<String> pathOf(String sessionId) {
        if (sessionId.isEmpty() || sessionId.equals(".") || sessionId.equals("..")) {
            return Optional.empty();
        }
        StringBuilder path = new StringBuilder("/api/sessions/");
        for (byte each : sessionId.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            if (character < 0x80 && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0)) {
                path.append(character);
            } else {
                path.append('%').append("%02X".formatted((int) character));
            }
        }
        return Optional.of(path.toString());
    }
}
