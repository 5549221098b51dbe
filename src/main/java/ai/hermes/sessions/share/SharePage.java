package ai.hermes.sessions.share;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/**
 * The page of a share. All that came from elsewhere is text and is shown as such: no markup, no links, no script. The
 * policy allows nothing but the one style sheet in it and pictures that are in it.
 */
final class SharePage {

    static final String ROBOTS = "X-Robots-Tag";
    static final String NOT_INDEXED = "noindex, nofollow, noarchive";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 48rem; padding: 1.5rem 1rem; }
            h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
            article { border-top: 1px solid #8886; padding: 0.75rem 0; }
            h2 { font-size: 0.85rem; margin: 0 0 0.25rem; }
            h2 time { font-weight: normal; opacity: 0.75; }
            p { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
            img { display: block; max-width: 100%; }
            footer { border-top: 1px solid #8886; font-size: 0.85rem; padding-top: 0.75rem; }
            """;

    static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest()
            + "'; img-src data:; base-uri 'none';" + " form-action 'none'; frame-ancestors 'none'; sandbox";

    private SharePage() {}

    static String of(ShareAnswers.Snapshot share, List<SharedMessage> messages) {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n"
                + "<meta name=\"robots\" content=\"" + NOT_INDEXED + "\">\n"
                + "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
        String title = inert(share.title());
        page.append(title).append("</title>\n<style>").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n<h1>");
        page.append(title).append("</h1>\n");
        messages.forEach(it -> article(page, it));
        return page.append("</main>\n<footer>Shared ")
                .append(time(share.updatedAt()))
                .append(", can be read until ")
                .append(time(share.expiresAt()))
                .append(".</footer>\n</body>\n</html>\n")
                .toString();
    }

    private static void article(StringBuilder page, SharedMessage message) {
        page.append("<article>\n<h2>").append(message.role().equals("user") ? "User" : "Assistant");
        if (message.timestamp() > 0) {
            page.append(' ').append(time(message.timestamp()));
        }
        page.append("</h2>\n<p>");
        message.content().lines().forEach(line -> {
            if (SharedMessage.PICTURE.matcher(line).matches()) {
                page.append("<img alt=\"Picture\" src=\"").append(line).append("\">");
            } else {
                page.append(inert(line)).append('\n');
            }
        });
        page.append("</p>\n</article>\n");
    }

    private static String time(double seconds) {
        return "<time>" + TIME.format(Instant.ofEpochSecond((long) seconds)) + "</time>";
    }

    /** Text that means nothing to a browser, wherever in a page it stands. */
    private static String inert(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
