package ai.hermes.sessions.transcript;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A part of a message that is more than text.
 *
 * @param type {@code text}, {@code image}, or what the provider called it
 * @param text of a text, maybe cut
 * @param part number of a picture among the parts, by which it is asked for
 * @param mediaType what a picture says it is
 * @param bytes size of a picture
 * @param src where a picture that is in the message is had from
 * @param url where a picture lies that is not in the message; never fetched
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Part(
        String type,
        Optional<String> text,
        OptionalInt part,
        Optional<String> mediaType,
        OptionalLong bytes,
        Optional<String> src,
        Optional<String> url) {

    static Part text(String text) {
        return new Part(
                "text",
                Optional.of(text),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Part other(String type) {
        return new Part(
                type,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Part image(int number, String mediaType, long bytes, String src) {
        return new Part(
                "image",
                Optional.empty(),
                OptionalInt.of(number),
                Optional.of(mediaType),
                OptionalLong.of(bytes),
                Optional.of(src),
                Optional.empty());
    }

    static Part elsewhere(int number, String url) {
        return new Part(
                "image",
                Optional.empty(),
                OptionalInt.of(number),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(url));
    }
}
