package ai.hermes.sessions.share;

import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.transcript.Message;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message as others may read it.
 *
 * @param role {@code user} or {@code assistant}
 * @param content its text, masked and without paths of this machine; pictures as {@code data:} addresses in lines of
 *     their own
 * @param timestamp in seconds since 1970; 0 where it is not known
 */
record SharedMessage(String role, String content, double timestamp) {

    /** A line that is a picture: of a kind that holds no script, and of a size that fits into a page. */
    static final Pattern PICTURE =
            Pattern.compile("data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]{1,700000}={0,2}");

    static final String REDACTED = "[redacted-path]";

    /** Paths from the root of a machine, of a home or of a drive. Each part is read once. */
    private static final Pattern PATH = Pattern.compile("(?<![\\w./:~-])(?:file://[^\\s\"'`<>)\\]]++"
            + "|(?:~|/(?:home|Users|root|var|tmp|etc|opt|usr|mnt|srv|data|private|Volumes|workspace|app))"
            + "(?:/[^\\s/\"'`<>)\\]},;:|]++)++/?+"
            + "|[A-Za-z]:\\\\[^\\s\"'`<>)\\]},;|]++)");

    /** What of a message is shared: what a person and the model said to each other, and nothing of tools. */
    static Optional<SharedMessage> of(Message message) {
        boolean said = message.role().equals("user") || message.role().equals("assistant");
        if (!said || message.synthetic()) {
            return Optional.empty();
        }
        String content = content(message.content().value());
        return content.isBlank()
                ? Optional.empty()
                : Optional.of(new SharedMessage(message.role(), content, message.timestamp()));
    }

    /** A text as it may be shared. */
    static String masked(String text) {
        return PATH.matcher(Masking.always(text).text()).replaceAll(REDACTED);
    }

    private static String content(JsonNode value) {
        if (value.isTextual()) {
            return masked(value.textValue());
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : value) {
            String text =
                    part.isTextual() ? part.textValue() : part.path("text").asText("");
            if (!text.isEmpty()) {
                parts.add(masked(text));
            }
            JsonNode image = part.path("image_url");
            String address =
                    image.isTextual() ? image.textValue() : image.path("url").asText("");
            if (PICTURE.matcher(address).matches()) {
                parts.add(address);
            }
        }
        return String.join("\n", parts);
    }
}
