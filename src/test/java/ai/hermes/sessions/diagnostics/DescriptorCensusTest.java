package ai.hermes.sessions.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.lease.PoolState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorCensusTest {

    @TempDir
    Path proc;

    private final AtomicLong nanoTime = new AtomicLong();

    @Test
    void descriptorsAreCountedByWhatTheirLinksSay() throws IOException {
        // given
        open(
                "/home/me/.hermes/state.db",
                "/home/me/.hermes/profiles/work/state.db",
                "/home/me/.hermes/state.db-wal (deleted)",
                "/home/me/.hermes/state.db-shm",
                "/home/me/.hermes/hermes-sessions/annotations.db-wal",
                "socket:[4711]",
                "/opt/lib/some.jar",
                "anon_inode:[eventpoll]");

        // when
        Map<DescriptorKind, Long> counts = census().counts().byKind();

        // then
        assertThat(counts)
                .isEqualTo(Map.of(
                        DescriptorKind.STORE, 2L,
                        DescriptorKind.WAL, 1L,
                        DescriptorKind.SHM, 1L,
                        DescriptorKind.ANNOTATIONS, 1L,
                        DescriptorKind.SOCKET, 1L,
                        DescriptorKind.JAR, 1L,
                        DescriptorKind.OTHER, 1L));
    }

    @Test
    void withoutProcOnlyTheHandlesThatThePoolsKnowAreKnown() {
        // when
        Map<DescriptorKind, Long> counts = census().counts().byKind();

        // then
        assertThat(counts).isEqualTo(Map.of(DescriptorKind.STORE, 3L));
    }

    @Test
    void whoeverAsksOftenGetsTheSameCounts() throws IOException {
        // given
        open("socket:[1]");
        DescriptorCensus census = census();
        DescriptorCounts first = census.counts();

        // when
        nanoTime.addAndGet(Duration.ofMillis(999).toNanos());
        DescriptorCounts second = census.counts();

        // then
        assertThat(second).isSameAs(first);
    }

    @Test
    void afterASecondTheyAreCountedAnew() throws IOException {
        // given
        open("socket:[1]");
        DescriptorCensus census = census();
        census.counts();
        open("socket:[2]");

        // when
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());

        // then
        assertThat(census.counts().byKind()).containsEntry(DescriptorKind.SOCKET, 2L);
    }

    private DescriptorCensus census() {
        return new DescriptorCensus(
                new ProcFolder(proc), () -> List.of(new PoolState("store.default", 5, 1, 2, 0)), nanoTime::get);
    }

    private void open(String... targets) throws IOException {
        Path folder = Files.createDirectories(
                proc.resolve(String.valueOf(ProcFolder.ownPid())).resolve("fd"));
        for (String target : targets) {
            Files.createSymbolicLink(
                    folder.resolve(String.valueOf(folder.toFile().list().length)), Path.of(target));
        }
    }
}
