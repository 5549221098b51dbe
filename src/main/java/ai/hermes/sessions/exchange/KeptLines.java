package ai.hermes.sessions.exchange;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Lines that are kept for later, compressed: a hundred thousand of them take a few megabytes. */
final class KeptLines {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final GZIPOutputStream in;

    KeptLines() throws IOException {
        this.in = new GZIPOutputStream(kept);
    }

    void add(byte[] line) throws IOException {
        in.write(line);
    }

    /** Nothing can be added after. */
    void copyTo(OutputStream out) throws IOException {
        in.finish();
        try (GZIPInputStream lines = new GZIPInputStream(new ByteArrayInputStream(kept.toByteArray()))) {
            lines.transferTo(out);
        }
    }
}
