package ai.hermes.sessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.lease.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers of a store that has to share the connections with many others. */
class ManyProfilesTest {

    private static final OptionalLong DESCRIPTORS = OptionalLong.of(1_024);
    private static final Profile OTHER = new Profile("other");

    private final StoreConfig config = Configs.store();
    private final ExecutorService clients = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        clients.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "12, 4", "16, 3", "21, 2", "22, 2", "24, 2", "64, 2", "100, 2", "200, 1"})
    void eachStoreHasTwoReadersAsLongAsTheDescriptorsSuffice(int profiles, int readers) {
        assertThat(AgentStores.readers(config, OTHER, profiles, DESCRIPTORS)).isEqualTo(readers);
    }

    @Test
    void theDefaultProfileHasTwoWhateverHappens() {
        assertThat(AgentStores.readers(config, Profile.DEFAULT, 1_000, DESCRIPTORS))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "HEALTH"})
    void whatTakesLongStarvesNeitherListNorProbeAmongTwentyFourProfiles(Purpose purpose) throws InterruptedException {
        // given
        ReaderThreads threads = new ReaderThreads(OTHER, config, Duration.ofSeconds(1));
        threads.limit(AgentStores.readers(config, OTHER, 24, DESCRIPTORS));
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        List<CompletableFuture<?>> slow = Stream.of(Purpose.SEARCH, Purpose.TRANSCRIPT, Purpose.INSIGHT)
                .<CompletableFuture<?>>map(it -> CompletableFuture.runAsync(
                        () -> threads.run(it, Duration.ofSeconds(20), lease -> {
                            begun.countDown();
                            return await(goOn);
                        }),
                        clients))
                .toList();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        // when
        boolean read = threads.run(purpose, Duration.ofSeconds(1), lease -> true);

        // then
        goOn.countDown();
        slow.forEach(it -> it.handle((done, refused) -> true).join());
        threads.close();
        assertThat(read).isTrue();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
