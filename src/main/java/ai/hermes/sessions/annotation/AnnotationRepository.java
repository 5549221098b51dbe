package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * What people added to conversations. Asking costs nothing, it is in memory; a change waits for the disk and belongs on
 * a worker thread.
 */
@Singleton
public class AnnotationRepository implements AnnotationWriter.Part {

    private final AnnotationWriter writer;
    private final List<AnnotationListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Annotations annotations = Annotations.NONE;

    @Inject
    AnnotationRepository(AnnotationWriter writer) {
        this.writer = writer;
        writer.register(this);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        publishLoaded(new AnnotationTables(connection).all());
    }

    @Override
    public void empty() {
        publishLoaded(Annotations.NONE);
    }

    /** All that was added so far. */
    public Annotations annotations() {
        return annotations;
    }

    /** Why nothing can be changed, as of the last attempt; empty where it can. Each change tries anew. */
    public Optional<AnnotationFault> fault() {
        return writer.fault();
    }

    /**
     * Finds out whether something could be kept, by a change that nobody sees. Where nothing was ever kept, no database
     * is made for it.
     *
     * @param patience how long to wait for other processes
     * @return why nothing can be changed; empty where it can
     */
    public Optional<AnnotationFault> attempt(Duration patience) {
        return writer.attempt(patience);
    }

    /** Whether the file system would let something be kept. A look at the folder, and no more. */
    public boolean writable() {
        return writer.writable();
    }

    /** Tells somebody of all changes from now on. */
    public void listen(AnnotationListener listener) {
        listeners.add(listener);
    }

    /**
     * Changes what was added to a conversation, without a note of it in the journal.
     *
     * @param change makes the new value of the one that is there, within the transaction; what it throws undoes it
     * @throws AnnotationFaultException if it could not be kept
     */
    public void annotate(ConversationKey conversation, UnaryOperator<Annotation> change) {
        change(tables -> {
            Map<ConversationKey, Annotation> now = Map.of(conversation, change.apply(annotations.of(conversation)));
            tables.annotate(now, annotations);
            return annotations.with(now);
        });
    }

    /**
     * Changes what was added to conversations of one profile, all of it or nothing, so that it can be undone.
     *
     * @param plan tells the new values
     * @return the id of the change; empty where nothing was to be changed
     * @throws AnnotationFaultException if it could not be kept
     */
    public OptionalLong annotate(Change.Note note, Plan plan) {
        return writer.write(
                        connection -> annotate(connection, note, OptionalLong.empty(), plan.of(annotations)),
                        done -> publish(done.annotations()))
                .changeId();
    }

    private Annotated annotate(
            Connection connection, Change.Note note, OptionalLong undoes, Map<ConversationKey, Annotation> planned)
            throws SQLException {
        Map<ConversationKey, Annotation> changed = new LinkedHashMap<>();
        Map<ConversationKey, Delta> deltas = new LinkedHashMap<>();
        planned.forEach((key, after) -> {
            Annotation before = annotations.of(key);
            if (!after.equals(before)) {
                changed.put(key, after);
                deltas.put(key, Delta.between(before, after));
            }
        });
        if (changed.isEmpty()) {
            return new Annotated(OptionalLong.empty(), annotations);
        }
        new AnnotationTables(connection).annotate(changed, annotations);
        long id = new ChangeTable(connection).add(note, undoes, deltas);
        return new Annotated(OptionalLong.of(id), annotations.with(changed));
    }

    /** The newest changes of a profile from before one, as long as they are kept. */
    public List<Change> changes(Profile profile, long before, double keptFrom, int limit) {
        return writer.read(connection -> new ChangeTable(connection).page(profile, before, keptFrom, limit))
                .orElse(List.of());
    }

    /**
     * Takes a change back where what it set was not set otherwise since. This is a change itself.
     *
     * @param id the change, of the profile of the note
     * @return what became of each conversation; empty where the profile has no such change any more
     * @throws AnnotationFaultException if it could not be kept
     */
    public Optional<Undone> undo(Change.Note note, long id) {
        // What there is not is found out without a database being made for it.
        return writer.read(connection -> new ChangeTable(connection).find(note.profile(), id, note.keptFrom()))
                .flatMap(found -> found)
                .map(found -> writer.write(
                        connection -> undo(connection, note, found), done -> publish(done.annotated.annotations)))
                .map(done -> new Undone(done.annotated.changeId, done.rows));
    }

    private TakenBack undo(Connection connection, Change.Note note, Change change) throws SQLException {
        Map<ConversationKey, Annotation> before = new LinkedHashMap<>();
        Map<ConversationKey, Boolean> rows = new LinkedHashMap<>();
        new ChangeTable(connection).deltas(change).forEach((key, delta) -> {
            Optional<Annotation> undone = delta.undone(annotations.of(key)).filter(it -> possible(key, it));
            undone.ifPresent(it -> before.put(key, it));
            rows.put(key, undone.isPresent());
        });
        return new TakenBack(annotate(connection, note, OptionalLong.of(change.id()), before), rows);
    }

    /** Nothing can be put back into a project that was removed. */
    private boolean possible(ConversationKey key, Annotation annotation) {
        return annotation
                .projectId()
                .map(project -> annotations.project(key.profile(), project).isPresent())
                .orElse(true);
    }

    /**
     * Takes over what people organised elsewhere, all of it or nothing.
     *
     * @param plan tells what, within the transaction, so that nothing that was changed meanwhile is overwritten
     * @throws AnnotationFaultException if it could not be kept
     */
    public void takeOver(TakeOver.Plan plan) {
        change(tables -> {
            ImportTable imports = new ImportTable(tables.connection());
            TakeOver taken = plan.of(annotations, imports.all());
            for (Project project : taken.projects()) {
                tables.add(project);
            }
            tables.annotate(taken.annotations(), annotations);
            imports.add(taken.marks(), taken.at());
            return annotations.withProjects(tables.projects()).with(taken.annotations());
        });
    }

    /** What was taken over before. */
    public Set<ImportMark> takenOver() {
        return writer.read(connection -> new ImportTable(connection).all()).orElse(Set.of());
    }

    /**
     * Removes all that was added to conversations that are no more, what is kept to undo their changes included.
     *
     * @throws AnnotationFaultException if it could not be removed
     */
    public void forget(Set<ConversationKey> gone) {
        writer.write(
                connection -> {
                    new AnnotationTables(connection).forget(gone);
                    new ChangeTable(connection).forget(gone);
                    return annotations.without(gone);
                },
                this::publish);
    }

    /** Adds a project, after all others. */
    public void add(Project project) {
        change(tables -> {
            tables.add(project);
            return annotations.withProjects(tables.projects());
        });
    }

    /**
     * Gives projects other names, colors or places.
     *
     * @param change is given all projects in their order, within the transaction, and tells what they shall be: the
     *     same ones, in the new order. What it throws undoes it
     */
    public void changeProjects(UnaryOperator<List<Project>> change) {
        change(tables -> {
            List<Project> before = tables.projects();
            List<Project> after = change.apply(before);
            for (Project project : after) {
                if (!before.contains(project)) {
                    tables.change(project);
                }
            }
            if (!ids(after).equals(ids(before))) {
                for (int i = 0; i < after.size(); i++) {
                    tables.place(after.get(i), i);
                }
            }
            return annotations.withProjects(tables.projects());
        });
    }

    /** Removes a project; its conversations stay, in none. */
    public void remove(Project project) {
        change(tables -> {
            tables.remove(project);
            return annotations.without(project).withProjects(tables.projects());
        });
    }

    private static List<String> ids(List<Project> projects) {
        return projects.stream().map(Project::id).toList();
    }

    private void change(Work work) {
        writer.write(connection -> work.on(new AnnotationTables(connection)), this::publish);
    }

    /** Publishes what was loaded: after a restart of the connection it is most often what was there. */
    private void publishLoaded(Annotations now) {
        if (!now.equals(annotations)) {
            publish(now);
        }
    }

    /** A change that changed nothing tells of the very same annotations. */
    private void publish(Annotations now) {
        boolean changed = now != annotations;
        annotations = now;
        if (changed) {
            listeners.forEach(listener -> listener.changed(now));
        }
    }

    /** Tells what is to be added to which conversations. */
    @FunctionalInterface
    public interface Plan {

        /**
         * The new values of conversations, those that stay as they are included or not. Asked within the transaction,
         * with nothing else being changed meanwhile; what it throws undoes all.
         *
         * @param now what there is
         */
        Map<ConversationKey, Annotation> of(Annotations now);
    }

    /**
     * What came of undoing a change.
     *
     * @param changeId the id of the undoing; empty where nothing was left to be undone
     * @param rows for each conversation whether it is as it was before; else it was changed otherwise since
     */
    public record Undone(OptionalLong changeId, Map<ConversationKey, Boolean> rows) {}

    private record TakenBack(Annotated annotated, Map<ConversationKey, Boolean> rows) {}

    private record Annotated(OptionalLong changeId, Annotations annotations) {}

    /** Something that is changed within one transaction. */
    @FunctionalInterface
    private interface Work {

        /** Makes the change, and tells what there is after it. */
        Annotations on(AnnotationTables tables) throws SQLException;
    }
}
