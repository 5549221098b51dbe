package ai.hermes.sessions.transcript;

import ai.hermes.sessions.masking.MaskedPiece;
import ai.hermes.sessions.masking.Masking;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads one text of one message, a piece at a time. However long it is, a few megabytes of it are in memory. */
@Singleton
public class Texts {

    /** The largest piece, in bytes. */
    public static final int LARGEST = 1 << 20;

    /** What is looked at on each side of a piece, in bytes, to know a credential across its end: none is as long. */
    private static final int AROUND = 1 << 16;

    private static final int DIGESTS = 20_000;

    private final Masking masking;
    private final Cache<DigestKey, String> digests =
            Caffeine.newBuilder().maximumSize(DIGESTS).build();

    @Inject
    Texts(Masking masking) {
        this.masking = masking;
    }

    /**
     * Which text.
     *
     * @param id of the message
     * @param part number of a part of the content; empty for the whole field
     */
    public record Name(long id, TextField field, OptionalInt part) {

        /** The text that a cut speaks of. */
        static Name ofCut(long id, String field) {
            int dot = field.indexOf('.');
            return dot < 0
                    ? new Name(id, TextField.named(field).orElseThrow(), OptionalInt.empty())
                    : new Name(id, TextField.CONTENT, OptionalInt.of(Integer.parseInt(field.substring(dot + 1))));
        }
    }

    /** Has the bytes of a text. */
    @FunctionalInterface
    interface Bytes {

        /**
         * Some bytes.
         *
         * @param from number of the first
         * @param count how many at most
         */
        Found read(long from, int count);
    }

    /**
     * What was found.
     *
     * @param bytes those that were asked for, as far as there are any
     * @param size of the whole text
     */
    record Found(byte[] bytes, long size) {

        static Found in(byte[] all, long from, int count) {
            int start = (int) Math.min(from, all.length);
            return new Found(
                    Arrays.copyOfRange(all, start, (int) Math.min(all.length, (long) start + count)), all.length);
        }
    }

    /**
     * A piece of a text.
     *
     * @param offset where it begins, in bytes; moved to the next whole character
     * @param count how many bytes it has, about
     */
    TextPiece piece(Bytes text, long offset, int count) {
        long start = Math.max(0, offset - AROUND);
        Found found = text.read(start, (int) (offset - start) + count + AROUND);
        byte[] bytes = found.bytes();
        int from = whole(bytes, (int) (offset - start));
        int to = Math.max(from, whole(bytes, (int) (offset - start) + count));
        int first = start == 0 ? 0 : whole(bytes, 0);
        String before = utf8(bytes, first, from);
        String middle = utf8(bytes, from, to);
        String after =
                utf8(bytes, to, start + bytes.length == found.size() ? bytes.length : Utf8.whole(bytes, bytes.length));
        MaskedPiece masked = masking.piece(before + middle + after, before.length(), before.length() + middle.length());
        int beyond = masked.end() - before.length() - middle.length();
        long next = start + to + after.substring(0, beyond).getBytes(StandardCharsets.UTF_8).length;
        return new TextPiece(
                found.size(),
                start + from,
                next < found.size() ? OptionalLong.of(next) : OptionalLong.empty(),
                masked.text(),
                masked.places());
    }

    /** The next place at which a character begins. */
    private static int whole(byte[] bytes, int index) {
        int at = Math.min(index, bytes.length);
        while (at < bytes.length && (bytes[at] & 0xc0) == 0x80) {
            at++;
        }
        return at;
    }

    private static String utf8(byte[] bytes, int from, int to) {
        return new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8);
    }

    /** Gives all pieces of a text to somebody, one after the other. */
    void all(Bytes text, Consumer<TextPiece> taker) {
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent()) {
            TextPiece piece = piece(text, next.getAsLong(), LARGEST);
            taker.accept(piece);
            next = piece.nextOffset();
        }
    }

    /** The digest of a whole text as its pieces give it. Kept for a while. */
    String digest(Object whose, Name name, long size, Bytes text) {
        return digests.get(new DigestKey(whose, name, size, masking.on()), key -> {
            MessageDigest digest = sha256();
            all(text, piece -> digest.update(piece.text().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        });
    }

    /** The same of a text that is here already. */
    String digest(Object whose, Name name, long size, String text) {
        return digests.get(
                new DigestKey(whose, name, size, masking.on()),
                key -> sha256(masking.of(text).text()));
    }

    /** The same of a text that is kept nowhere. */
    String digest(String text) {
        return sha256(masking.of(text).text());
    }

    private record DigestKey(Object whose, Name name, long size, boolean masked) {}

    static String sha256(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
