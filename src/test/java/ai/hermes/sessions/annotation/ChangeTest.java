package ai.hermes.sessions.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.store.Configs;
import ai.hermes.sessions.store.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeTest {

    private static final ConversationKey TALK = new ConversationKey(Profile.DEFAULT, "talk");
    private static final ConversationKey OTHER = new ConversationKey(Profile.DEFAULT, "other");
    private static final double NOW = 1_795_000_000;

    @TempDir
    Path folder;

    private final LeaseBook book = Configs.book();
    private AnnotationWriter writer;
    private AnnotationRepository repository;

    @BeforeEach
    void open() {
        writer = new AnnotationWriter(AnnotationFile.in(folder), book);
        repository = new AnnotationRepository(writer);
    }

    @AfterEach
    void closeAll() {
        close();
        book.close();
    }

    private void close() {
        writer.stop(null);
    }

    private static Change.Note note(double at) {
        return new Change.Note(Profile.DEFAULT, "test", at, at - 100);
    }

    private long change(UnaryOperator<Annotation> change, ConversationKey... keys) {
        return repository
                .annotate(note(NOW), now -> List.of(keys).stream()
                        .collect(Collectors.toMap(Function.identity(), key -> change.apply(now.of(key)))))
                .orElseThrow();
    }

    private AnnotationRepository.Undone undo(long id) {
        return repository.undo(note(NOW), id).orElseThrow();
    }

    @Test
    void allValuesAreThereAfterARestart() {
        // given
        repository.add(new Project("0123456789ab", "Garden", Optional.empty(), Profile.DEFAULT, NOW));
        Annotation all = Annotation.NONE
                .pinned(true)
                .archived(false)
                .hidden(true)
                .titled("Title")
                .inProject(Optional.of("0123456789ab"))
                .tagged(Tags.of(List.of("Later", "first")))
                .noted(Optional.of("a note"))
                .trashed(OptionalDouble.of(NOW))
                .read(OptionalDouble.of(0));

        // when
        change(it -> all, TALK);
        close();
        open();

        // then
        assertThat(repository.annotations().of(TALK)).isEqualTo(all);
    }

    @Test
    void undoingBringsBackAllValues() {
        // given
        change(it -> it.titled("Before").tagged(Tags.of(List.of("kept"))).noted(Optional.of("note")), TALK);
        Annotation before = repository.annotations().of(TALK);
        long id = change(
                it -> Annotation.NONE
                        .pinned(true)
                        .trashed(OptionalDouble.of(NOW))
                        .read(OptionalDouble.of(NOW)),
                TALK);

        // when
        AnnotationRepository.Undone undone = undo(id);

        // then
        assertThat(undone.rows()).containsExactly(Map.entry(TALK, true));
        assertThat(repository.annotations().of(TALK)).isEqualTo(before);
    }

    @Test
    void whatWasChangedOtherwiseSinceIsLeftAsItIs() {
        // given
        long id = change(it -> it.titled("First"), TALK, OTHER);
        change(it -> it.titled("Second"), TALK);

        // when
        AnnotationRepository.Undone undone = undo(id);

        // then
        assertThat(undone.rows()).containsExactlyInAnyOrderEntriesOf(Map.of(TALK, false, OTHER, true));
        assertThat(repository.annotations().of(TALK).title()).contains("Second");
        assertThat(repository.annotations().of(OTHER)).isEqualTo(Annotation.NONE);
    }

    @Test
    void otherValuesThatWereSetSinceStay() {
        // given
        long id = change(it -> it.tagged(it.tags().with(List.of("one"))), TALK);
        change(it -> it.pinned(true).tagged(it.tags().with(List.of("two"))), TALK);

        // when
        undo(id);

        // then
        assertThat(repository.annotations().of(TALK))
                .isEqualTo(Annotation.NONE.pinned(true).tagged(Tags.of(List.of("two"))));
    }

    @Test
    void anUndoingCanBeUndone() {
        // given
        long id = change(it -> it.pinned(true), TALK);
        long undoing = undo(id).changeId().orElseThrow();

        // when
        undo(undoing);

        // then
        assertThat(repository.annotations().of(TALK).pinned()).isEqualTo(ThreeState.YES);
        assertThat(repository.changes(Profile.DEFAULT, Long.MAX_VALUE, 0, 10))
                .extracting(it -> it.undoes().orElse(0), Change::undone)
                .containsExactly(tuple(undoing, false), tuple(id, true), tuple(0L, true));
    }

    @Test
    void nothingIsPutBackIntoAProjectThatIsGone() {
        // given
        Project project = new Project("0123456789ab", "Garden", Optional.empty(), Profile.DEFAULT, NOW);
        repository.add(project);
        change(it -> it.inProject(Optional.of(project.id())), TALK);
        long id = change(it -> it.inProject(Optional.empty()), TALK);
        repository.remove(project);

        // when
        AnnotationRepository.Undone undone = undo(id);

        // then
        assertThat(undone.rows()).containsExactly(Map.entry(TALK, false));
    }

    @Test
    void oldChangesAreForgotten() {
        // given
        long old = change(it -> it.pinned(true), TALK);

        // when
        repository.annotate(note(NOW + 101), now -> Map.of(OTHER, Annotation.NONE.pinned(true)));

        // then
        assertThat(repository.changes(Profile.DEFAULT, Long.MAX_VALUE, 0, 10)).hasSize(1);
        assertThat(repository.undo(note(NOW + 101), old)).isEmpty();
    }

    @Test
    void whatChangesNothingIsNotNoted() {
        // given
        change(it -> it.pinned(true), TALK);

        // when
        var id = repository.annotate(note(NOW), now -> Map.of(TALK, now.of(TALK)));

        // then
        assertThat(id).isEmpty();
    }

    @Test
    void aChangeOfManyTellsListenersOnce() {
        // given
        List<Annotations> told = new ArrayList<>();
        repository.listen(told::add);

        // when
        change(
                it -> it.archived(true),
                IntStream.range(0, 1_000)
                        .mapToObj(i -> new ConversationKey(Profile.DEFAULT, "many" + i))
                        .toArray(ConversationKey[]::new));

        // then
        assertThat(told).hasSize(1);
        assertThat(told.get(0).byConversation()).hasSize(1_000);
    }

    @Test
    void twoSpellingsOfATagAreOne() {
        assertThat(Tags.of(List.of(" Garden  work ", "garden WORK", "")).names())
                .containsExactly("Garden work");
    }
}
