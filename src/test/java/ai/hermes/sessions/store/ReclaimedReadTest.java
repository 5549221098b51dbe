package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.lease.LeaseConfig;
import ai.hermes.sessions.lease.Purpose;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What happens to reads that keep their connection. */
class ReclaimedReadTest extends LeakedConnections {

    @Test
    void aReadThatKeepsItsConnectionEndsInTime() {
        // given
        LeaseConfig leases = Configs.leases(QUICK);
        AgentStore store = new AgentStore(Profile.DEFAULT, file, SIZE, Configs.store(), leases, book);
        CountDownLatch never = new CountDownLatch(1);
        // when
        StoreFaultException fault =
                catchThrowableOfType(StoreFaultException.class, () -> new StoreReader(leases, ReadTelemetry.none())
                        .read(store, Purpose.TRANSCRIPT, connection -> {
                            connection.list("SELECT id FROM sessions", row -> row.text("id"));
                            awaitQuietly(never);
                            return 0;
                        }));
        // then
        store.close();
        assertThat(fault.fault()).isEqualTo(StoreFault.TIMED_OUT);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.all).contains("longHeld", "interrupted", "reclaimed"));
    }

    @Test
    void readersThatKeepTheirConnectionsAgainstAllInterruptionHoldUpNobody() {
        // given
        LeaseConfig leases = Configs.leases(QUICK);
        AgentStore store = new AgentStore(Profile.DEFAULT, file, SIZE, Configs.store(), leases, book);
        StoreReader reader = new StoreReader(leases, ReadTelemetry.none());
        CountDownLatch goOn = new CountDownLatch(1);
        List<CompletableFuture<Throwable>> stubborn = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> (Throwable) catchThrowableOfType(
                                StoreFaultException.class,
                                () -> reader.read(store, Purpose.TRANSCRIPT, connection -> {
                                    while (goOn.getCount() > 0) {
                                        awaitQuietly(goOn);
                                    }
                                    return 0;
                                }))))
                .limit(SIZE)
                .toList();
        stubborn.forEach(CompletableFuture::join);
        // when
        List<String> ids = reader.read(
                store,
                Purpose.TRANSCRIPT,
                connection -> connection.list("SELECT id FROM sessions", row -> row.text("id")));
        // then
        goOn.countDown();
        store.close();
        assertThat(ids).containsExactly("s1");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // As careless code does.
        }
    }
}
