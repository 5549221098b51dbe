package ai.hermes.sessions.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.testing.TestHomeResource;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An export that was ended stays so, whatever becomes of the process. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ExportCancelTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    ExchangeFolder folder;

    @Inject
    ExchangeConfig config;

    @Inject
    Exporter exporter;

    @Inject
    ObjectMapper json;

    private final CountDownLatch writing = new CountDownLatch(1);
    private Exports before;
    private Exports after;

    @BeforeEach
    void start() {
        before = exports(new Stuck());
        after = exports(exporter);
    }

    @AfterEach
    void end() throws InterruptedException {
        before.stop(null);
        after.stop(null);
        after.all(Visible.ALL).forEach(after::remove);
    }

    private Exports exports(Exporter by) {
        return new Exports(folder, config, by, json, new Masking(), Clock.systemUTC());
    }

    /** Writes until it is interrupted. */
    private final class Stuck extends Exporter {

        Stuck() {
            super(null, null, null, null);
        }

        @Override
        void write(Export export, OutputStream out, Progress progress) {
            writing.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ExchangeException("It was interrupted.", "Begin it again.");
            }
        }
    }

    private ExportJob begun() {
        return before.create(Format.JSONL, List.of(), List.of());
    }

    private JobState afterwards(ExportJob job) throws InterruptedException {
        before.stop(null);
        after.start(null);
        await().atMost(LONG).until(() -> after.find(job.export().id(), Visible.ALL)
                .filter(it -> it.status().state().over())
                .isPresent());
        return after.find(job.export().id(), Visible.ALL).orElseThrow().status().state();
    }

    @Test
    void oneThatIsNotEndedIsMadeAfterTheNextStart() throws InterruptedException {
        // given
        ExportJob running = begun();
        writing.await();

        // then
        assertThat(afterwards(running)).isEqualTo(JobState.DONE);
    }

    @Test
    void oneThatWaitedStaysEnded() throws InterruptedException {
        // given
        begun();
        writing.await();
        ExportJob waiting = begun();

        // when
        before.cancel(waiting);

        // then
        assertThat(waiting.status().state()).isEqualTo(JobState.CANCELLED);
        assertThat(afterwards(waiting)).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void oneThatWasBeingMadeStaysEnded() throws InterruptedException {
        // given
        ExportJob running = begun();
        writing.await();

        // when
        before.cancel(running);

        // then
        assertThat(afterwards(running)).isEqualTo(JobState.CANCELLED);
    }
}
