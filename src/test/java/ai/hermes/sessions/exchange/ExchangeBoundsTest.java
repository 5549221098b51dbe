package ai.hermes.sessions.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.testing.TestHomeResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong ends the job and not the service. */
@QuarkusTest
@WithTestResource(TestHomeResource.class)
class ExchangeBoundsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    Imports imports;

    @Inject
    Exports exports;

    @Inject
    CopyRepository copies;

    @Inject
    ExchangeFolder folder;

    /** So that what one test has imported is new to the next one. */
    private final String id = "t" + System.nanoTime();

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            "", DONE
            ", 'begun': 2", DONE
            ", 'begun': 3", FAILED
            """, quoteCharacter = '"')
    void anImportThatEndedTheServiceAgainAndAgainIsGivenUp(String begun, JobState state) throws IOException {
        // given
        folder.replace(
                id + ImportJob.FILE, bytes("{'id': 'a', 'messages': [{'role': 'user', 'content': '" + id + "'}]}"));
        folder.replace(
                id + ImportJob.STATE,
                bytes("{'id': '" + id + "', 'profile': 'default', 'createdAt': " + System.currentTimeMillis()
                        + ", 'status': {'state': 'running', 'bytes_read': 0, 'imported': 0, 'duplicates': 0,"
                        + " 'refused': 0, 'sessions': [], 'problems': []}" + begun + "}"));

        // when
        imports.start(null);

        // then
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        imports.find(id, Visible.ALL).map(it -> it.status().state()))
                .contains(state));
    }

    @Test
    void anExportThatEndedTheServiceAgainAndAgainIsGivenUp() throws IOException {
        // given
        folder.replace(
                id + ExportJob.STATE,
                bytes("{'export': {'id': '" + id + "', 'created_at': " + System.currentTimeMillis()
                        + ", 'format': 'JSONL', 'inside': [], 'subjects': []}, 'status': {'state': 'running',"
                        + " 'sessions_done': 0, 'sessions_total': 0, 'sessions_missing': 0, 'bytes': 0}, 'begun': 3}"));

        // when
        exports.start(null);

        // then
        await().atMost(LONG).untilAsserted(() -> assertThat(
                        exports.find(id, Visible.ALL).flatMap(it -> it.status().remedy()))
                .isPresent());
    }

    @Test
    void anImportThatIsRemovedWhileItIsReadLeavesNothing() throws IOException {
        // given
        long before = copies.importedBytes();
        Set<String> known = copies.copies().keySet();
        ImportJob job = imports.create(Profile.DEFAULT);
        String message = "{'role': 'user', 'content': '" + id + " and some more that takes its time'},";
        imports.add(job, 0, bytes("{'id': 'long', 'messages': [" + message.repeat(150_000) + "{'role': 'user'}]}"));
        imports.begin(job);
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> job.status().bytesRead() > 0);

        // when
        imports.remove(job);

        // then
        await().atMost(LONG).until(() -> job.status().state().over());
        assertThat(job.status().state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.status().imported()).isZero();
        assertThat(imports.find(job.id(), Visible.ALL)).isEmpty();
        assertThat(copies.copies().keySet()).isEqualTo(known);
        assertThat(copies.importedBytes()).isEqualTo(before);
        assertThat(folder.files()).noneMatch(it -> it.getFileName().toString().startsWith(job.id()));
    }
}
