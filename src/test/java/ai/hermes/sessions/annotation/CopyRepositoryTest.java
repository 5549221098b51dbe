package ai.hermes.sessions.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.store.Configs;
import ai.hermes.sessions.store.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyRepositoryTest {

    private static final double NOW = 1_795_000_000;

    @TempDir
    Path folder;

    private final LeaseBook book = Configs.book();
    private AnnotationWriter writer;
    private CopyRepository copies;

    @BeforeEach
    void open() {
        writer = new AnnotationWriter(AnnotationFile.in(folder), book);
        copies = new CopyRepository(writer);
    }

    @AfterEach
    void close() {
        writer.stop(null);
        book.close();
    }

    private void openAgain() {
        writer.stop(null);
        open();
    }

    private static Copy copy(String id, double at) {
        return new Copy(
                id,
                Profile.DEFAULT,
                Copy.Kind.DUPLICATE,
                "",
                "Soup",
                "/tmp",
                "openai/gpt-5",
                "",
                Optional.of(List.of("web")),
                at,
                at,
                0,
                Copy.Size.NONE,
                Optional.empty());
    }

    private static CopiedMessage message(long number, String role) {
        return new CopiedMessage(
                new CopiedMessage.Outline(number, role, 2, 0, 0, false, false, NOW), "{\"n\": " + number + "}");
    }

    @Test
    void aCopyIsShownWhenItIsComplete() {
        // given
        Copy copy = copy("a", NOW);
        copies.begin(copy);
        copies.append(copy, List.of(message(1, "assistant")));
        copies.append(copy, List.of(message(0, "user")));
        assertThat(copies.copies()).isEmpty();

        // when
        copies.complete(copy);

        // then
        assertThat(copies.copies().get("a").size()).isEqualTo(new Copy.Size(2, 1, 16));
        assertThat(copies.messages("a", 0, 2)).containsExactly("{\"n\": 0}", "{\"n\": 1}");
    }

    @Test
    void whatIsShownIsThereAfterARestart() {
        // given
        Copy copy = copy("a", NOW);
        copies.begin(copy);
        copies.append(copy, List.of(message(0, "user")));
        copies.complete(copy);
        Map<String, Copy> before = copies.copies();

        // when
        openAgain();

        // then
        assertThat(copies.copies()).isEqualTo(before);
    }

    @Test
    void whatACrashLeftBehindIsNotShownAndGoesWithALaterCopy() {
        // given
        Copy lost = copy("lost", NOW);
        copies.begin(lost);
        copies.append(lost, List.of(message(0, "user")));
        openAgain();
        assertThat(copies.copies()).isEmpty();

        // when
        copies.begin(copy("later", NOW + 4_000));

        // then
        assertThat(copies.messages("lost", 0, 1)).isEmpty();
    }

    private void bringIn(String id, String digest) {
        Copy copy = copy(id, NOW)
                .imported(new Imported(digest, "o" + id, "cli", 0, 0, 0, 0, 0, 0, OptionalDouble.empty(), NOW));
        copies.begin(copy);
        copies.append(copy, List.of(message(0, "user")));
        copies.completeImported(copy);
    }

    @Test
    void manyThatAreImportedAreShownTogether() {
        // given
        AtomicInteger shown = new AtomicInteger();
        copies.listen((before, now) -> shown.incrementAndGet());

        // when
        for (int i = 0; i < 200; i++) {
            bringIn("i" + i, "d");
        }

        // then
        assertThat(copies.imported(Profile.DEFAULT, "d")).hasSize(200);
        copies.showImported();
        assertThat(copies.copies()).hasSize(200);
        assertThat(shown.get()).isLessThan(100);
    }

    @Test
    void somethingElseThatChangesShowsWhatWasImported() {
        // given
        bringIn("i", "d");

        // when
        Copy other = copy("other", NOW);
        copies.begin(other);
        copies.complete(other);

        // then
        assertThat(copies.copies()).containsOnlyKeys("i", "other");
    }

    @Test
    void whatWasImportedIsKnownByItsDigestForAsLongAsItIsThere() {
        // given
        bringIn("a", "d");
        bringIn("b", "d");
        bringIn("c", "e");
        assertThat(copies.importedBytes()).isEqualTo(24);

        // when
        copies.remove(Set.of("a", "c"));

        // then
        assertThat(copies.imported(Profile.DEFAULT, "d")).extracting(Copy::id).containsExactly("b");
        assertThat(copies.imported(Profile.DEFAULT, "e")).isEmpty();
        assertThat(copies.importedBytes()).isEqualTo(8);
        assertThat(copies.copies()).containsOnlyKeys("b");
        openAgain();
        assertThat(copies.imported(Profile.DEFAULT, "d")).extracting(Copy::id).containsExactly("b");
        assertThat(copies.importedBytes()).isEqualTo(8);
    }

    @Test
    void aCopyThatCannotBeCompletedLeavesNothing() {
        // given
        Copy copy = copy("a", NOW);
        copies.begin(copy);
        copies.append(copy, List.of(message(0, "user")));

        // when
        copies.discard(copy);

        // then
        assertThat(copies.messages("a", 0, 1)).isEmpty();
    }

    @Test
    void aCutRemovesTheEnd() {
        // given
        Copy copy = copy("a", NOW);
        copies.begin(copy);
        copies.append(copy, List.of(message(0, "user"), message(1, "assistant"), message(2, "user")));
        copies.complete(copy);

        // when
        copies.cut(copy.changedAt(NOW + 1), 1);

        // then
        assertThat(copies.outlines("a")).hasSize(1);
        assertThat(copies.copies().get("a").size()).isEqualTo(new Copy.Size(1, 1, 8));
        assertThat(copies.copies().get("a").changedAt()).isEqualTo(NOW + 1);
    }

    @Test
    void whatIsRemovedIsGoneWithItsMessages() {
        // given
        Copy copy = copy("a", NOW);
        copies.begin(copy);
        copies.append(copy, List.of(message(0, "user")));
        copies.complete(copy);

        // when
        copies.remove(Set.of("a"));

        // then
        assertThat(copies.copies()).isEmpty();
        assertThat(copies.messages("a", 0, 1)).isEmpty();
    }
}
