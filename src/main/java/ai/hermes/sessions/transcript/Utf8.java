package ai.hermes.sessions.transcript;

/** Finds the ends of characters in bytes that were cut anywhere. */
final class Utf8 {

    private static final int LONGEST = 4;

    private Utf8() {}

    /** The last place up to an index at which a character begins or the bytes end. */
    static int whole(byte[] bytes, int index) {
        if (index >= bytes.length && complete(bytes)) {
            return bytes.length;
        }
        int at = Math.min(index, bytes.length - 1);
        int least = Math.max(0, at - LONGEST);
        while (at > least && continues(bytes[at])) {
            at--;
        }
        return Math.max(at, 0);
    }

    private static boolean complete(byte[] bytes) {
        int start = bytes.length - 1;
        int least = Math.max(0, bytes.length - LONGEST);
        while (start > least && continues(bytes[start])) {
            start--;
        }
        return start < 0 || bytes.length - start >= length(bytes[start]);
    }

    private static int length(byte lead) {
        int value = lead & 0xff;
        return value < 0xc0 ? 1 : value < 0xe0 ? 2 : value < 0xf0 ? 3 : LONGEST;
    }

    private static boolean continues(byte value) {
        return (value & 0xc0) == 0x80;
    }
}
