package ai.hermes.sessions.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts what is written and makes a digest of it; looks now and then whether to go on. */
final class Metered extends OutputStream {

    private static final long INTERVAL = 16 << 20;

    /** Looks whether to go on. */
    @FunctionalInterface
    interface Look {

        /** @throws ExchangeException if not */
        void at(long bytes) throws IOException;
    }

    private final OutputStream to;
    private final Look look;
    private final MessageDigest digest = ContentDigest.sha256();
    private long bytes;
    private long next;

    Metered(OutputStream to, Look look) {
        this.to = to;
        this.look = look;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        to.write(data, offset, length);
        digest.update(data, offset, length);
        bytes += length;
        if (bytes >= next) {
            look.at(bytes);
            next = bytes + INTERVAL;
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        to.close();
    }

    long bytes() {
        return bytes;
    }

    /** Lower-case hex. Nothing can be written after. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
