package ai.hermes.sessions.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Damages one page of a store, in a process of its own: the JVM of the service must not open the file by other means
 * than SQLite.
 */
public final class DamagedPage {

    private DamagedPage() {}

    /** Damages what the first large message of the store overflows to. Its row stays, and can be measured. */
    public static void ofFirstLargeMessage(AgentProcess agent, Path stateDb) {
        await().until(() -> number(agent.query("PRAGMA wal_checkpoint(TRUNCATE)")) == 0);
        long page =
                number(agent.query("SELECT min(pageno) FROM dbstat WHERE name = 'messages' AND pagetype = 'overflow'"));
        long size = number(agent.query("PRAGMA page_size"));
        try {
            Process dd = new ProcessBuilder(
                            "dd", "of=" + stateDb, "bs=1", "seek=" + (page - 1) * size, "conv=notrunc", "status=none")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream in = dd.getOutputStream()) {
                // The number of the page that goes on: one that there is not.
                in.write(new byte[] {-1, -1, -1, -1});
            }
            if (dd.waitFor() != 0) {
                throw new IllegalStateException("dd failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long number(List<List<Object>> rows) {
        return ((Number) rows.get(0).get(0)).longValue();
    }
}
