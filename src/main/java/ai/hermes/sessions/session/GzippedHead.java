package ai.hermes.sessions.session;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The beginning of something as gzip, to which any end can be added for next to nothing: the end is stored as it is, in
 * a block of its own. So a large answer whose last bytes move with the clock is compressed once.
 */
final class GzippedHead {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int STORED_HEADER = 5;
    private static final int TRAILER = 8;
    private static final int CHUNK = 8_192;
    /** Reversed, as gzip has it. */
    private static final int POLYNOMIAL = 0xEDB88320;

    private final byte[] compressed;
    private final int crc;
    private final int length;

    private GzippedHead(byte[] compressed, int crc, int length) {
        this.compressed = compressed;
        this.crc = crc;
        this.length = length;
    }

    static GzippedHead of(byte[] head) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(head.length / 4);
            out.writeBytes(HEADER);
            deflater.setInput(head);
            byte[] chunk = new byte[CHUNK];
            int count = chunk.length;
            while (count == chunk.length) {
                // Ends at a whole byte, so that another block can follow.
                count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                out.write(chunk, 0, count);
            }
            CRC32 sum = new CRC32();
            sum.update(head);
            return new GzippedHead(out.toByteArray(), (int) sum.getValue(), head.length);
        } finally {
            deflater.end();
        }
    }

    /** How many bytes it takes. */
    int size() {
        return compressed.length;
    }

    /** What every whole begins with; not to be changed. */
    byte[] bytes() {
        return compressed;
    }

    /**
     * What makes the head a whole.
     *
     * @param tail at most 65,535 bytes
     */
    byte[] end(byte[] tail) {
        byte[] end = new byte[STORED_HEADER + tail.length + TRAILER];
        end[0] = 1;
        int at = little(end, 1, tail.length, 2);
        at = little(end, at, ~tail.length, 2);
        System.arraycopy(tail, 0, end, at, tail.length);
        at = little(end, at + tail.length, continued(tail), 4);
        little(end, at, length + tail.length, 4);
        return end;
    }

    /** The check sum of the head, carried on: Java's own cannot begin with a sum. */
    private int continued(byte[] tail) {
        int sum = ~crc;
        for (byte each : tail) {
            sum ^= each & 0xff;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                sum = sum >>> 1 ^ (POLYNOMIAL & -(sum & 1));
            }
        }
        return ~sum;
    }

    private static int little(byte[] into, int at, int value, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] = (byte) (value >>> i * Byte.SIZE);
        }
        return at + count;
    }
}
