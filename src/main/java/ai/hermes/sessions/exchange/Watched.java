package ai.hermes.sessions.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells an import how much of its file was read. */
final class Watched extends FilterInputStream {

    private static final long INTERVAL = 1 << 20;

    private final ImportJob job;
    private long read;
    private long told;

    Watched(InputStream in, ImportJob job) {
        super(in);
        this.job = job;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        note(value < 0 ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        note(count);
        return count;
    }

    private void note(int count) {
        read += Math.max(0, count);
        if (count < 0 && told != read || read - told >= INTERVAL) {
            told = read;
            job.note(it -> it.read(told));
        }
    }
}
