package ai.hermes.sessions.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A picture that is in a message.
 *
 * @param type its media type, as its own bytes say; one of those that browsers show and that cannot run anything
 * @param bytes the picture
 */
public record Picture(String type, byte[] bytes) {

    private static final String INSIDE = "data:";
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    /**
     * The picture in an address that holds it; empty where there is none, or none of a kind that is shown.
     *
     * @param address such as {@code data:image/png;base64,...}
     */
    static Optional<Picture> of(String address) {
        int comma = address.indexOf(',');
        if (!address.startsWith(INSIDE)
                || comma < 0
                || !address.substring(0, comma).endsWith(";base64")) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(address.substring(comma + 1));
            return type(bytes).map(it -> new Picture(it, bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> type(byte[] bytes) {
        if (begins(bytes, 0, PNG)) {
            return Optional.of("image/png");
        } else if (begins(bytes, 0, JPEG)) {
            return Optional.of("image/jpeg");
        } else if (begins(bytes, 0, ascii("GIF87a")) || begins(bytes, 0, ascii("GIF89a"))) {
            return Optional.of("image/gif");
        } else if (begins(bytes, 0, ascii("RIFF")) && begins(bytes, 8, ascii("WEBP"))) {
            return Optional.of("image/webp");
        }
        return Optional.empty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean begins(byte[] bytes, int at, byte[] with) {
        for (int i = 0; i < with.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != with[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * What a part says of the picture that it is.
     *
     * @param inside whether it is in the message
     * @param mediaType what it says it is
     * @param bytes about its size
     * @param url where it lies, if not in the message
     */
    record Reference(boolean inside, String mediaType, long bytes, String url) {

        private static final int LONGEST_TYPE = 64;

        /** Empty where the part is no picture. */
        static Optional<Reference> of(JsonNode part) {
            return address(part).map(it -> of(it, part.path(Excerpts.FULL).asLong(it.length())));
        }

        private static Reference of(String address, long length) {
            int comma = address.indexOf(',');
            if (!address.startsWith(INSIDE) || comma < 0) {
                return new Reference(false, "", 0, address);
            }
            String type = address.substring(INSIDE.length(), comma).replaceAll(";.*", "");
            String known = type.length() > LONGEST_TYPE ? "" : type;
            return new Reference(true, known, (length - comma - 1) * 3 / 4, "");
        }
    }

    /** The picture that a part of a message holds; empty where it is none, or none of a kind that is shown. */
    public static Optional<Picture> in(JsonNode part) {
        return address(part).flatMap(Picture::of);
    }

    /** The address that a part has its picture at; empty where it is no picture. */
    static Optional<String> address(JsonNode part) {
        JsonNode url = part.path("image_url");
        JsonNode source = part.path("source");
        if (url.isTextual()) {
            return Optional.of(url.textValue());
        } else if (url.path("url").isTextual()) {
            return Optional.of(url.path("url").textValue());
        } else if (source.path("data").isTextual()) {
            return Optional.of(INSIDE + source.path("media_type").asText("") + ";base64,"
                    + source.path("data").textValue());
        }
        return source.path("url").isTextual() ? Optional.of(source.path("url").textValue()) : Optional.empty();
    }
}
