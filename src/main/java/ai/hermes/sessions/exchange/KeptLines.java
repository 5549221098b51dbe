package ai.hermes.sessions.exchange;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
        try (GZIPInputStream lines = read()) {
            lines.transferTo(out);
        }
    }

    /** Takes one line. */
    @FunctionalInterface
    interface Taker {
        void take(String line) throws IOException;
    }

    /** Gives all to somebody, one after the other. Nothing can be added after. */
    void each(Taker taker) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(read(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                taker.take(line);
            }
        }
    }

    private GZIPInputStream read() throws IOException {
        in.finish();
        return new GZIPInputStream(new ByteArrayInputStream(kept.toByteArray()));
    }
}
