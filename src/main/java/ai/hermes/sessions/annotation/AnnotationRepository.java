package ai.hermes.sessions.annotation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        publish(new AnnotationTables(connection).all());
    }

    @Override
    public void empty() {
        publish(Annotations.NONE);
    }

    /** All that was added so far. */
    public Annotations annotations() {
        return annotations;
    }

    /** Why nothing can be changed, as of the last attempt; empty where it can. Each change tries anew. */
    public Optional<AnnotationFault> fault() {
        return writer.fault();
    }

    /** Tells somebody of all changes from now on. */
    public void listen(AnnotationListener listener) {
        listeners.add(listener);
    }

    /**
     * Changes what was added to a conversation.
     *
     * @param change makes the new value of the one that is there, within the transaction; what it throws undoes it
     * @throws AnnotationFaultException if it could not be kept
     */
    public void annotate(ConversationKey conversation, UnaryOperator<Annotation> change) {
        change(tables -> {
            Annotation now = change.apply(annotations.of(conversation));
            tables.annotate(conversation, now);
            return annotations.with(Map.of(conversation, now));
        });
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

    private void change(Change change) {
        writer.write(connection -> change.on(new AnnotationTables(connection)), this::publish);
    }

    private void publish(Annotations now) {
        boolean changed = !now.equals(annotations);
        annotations = now;
        if (changed) {
            listeners.forEach(listener -> listener.changed(now));
        }
    }

    /** Something that is changed within one transaction. */
    @FunctionalInterface
    private interface Change {

        /** Makes the change, and tells what there is after it. */
        Annotations on(AnnotationTables tables) throws SQLException;
    }
}
