package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The views that people saved. Asking costs nothing; a change waits for the disk and throws
 * {@link AnnotationFaultException} if it could not be kept.
 */
@Singleton
public class ViewRepository implements AnnotationWriter.Part {

    private final AnnotationWriter writer;
    private volatile List<SavedView> views = List.of();

    @Inject
    ViewRepository(AnnotationWriter writer) {
        this.writer = writer;
        writer.register(this);
    }

    @Override
    public void load(Connection connection) throws SQLException {
        views = List.copyOf(new ViewTable(connection).all());
    }

    @Override
    public void empty() {
        views = List.of();
    }

    /** The views of a profile, in the order in which people see them. */
    public List<SavedView> views(Profile profile) {
        return views.stream().filter(it -> it.profile().equals(profile)).toList();
    }

    /** A view of a profile. */
    public Optional<SavedView> view(Profile profile, String id) {
        return views.stream()
                .filter(it -> it.profile().equals(profile) && it.id().equals(id))
                .findFirst();
    }

    /**
     * Adds a view, after all others.
     *
     * @param check is asked before it is added, with nothing else being changed meanwhile; what it throws prevents it
     */
    public void add(SavedView view, Check check) {
        change(table -> {
            check.of(views(view.profile()));
            table.add(view);
        });
    }

    /**
     * Changes a view's name or query.
     *
     * @param change makes the new one of the one that is there
     * @param check is asked before it is changed, with the other views of the profile; what it throws prevents it
     * @return the view as it is then; empty where it is gone
     */
    public Optional<SavedView> change(Profile profile, String id, UnaryOperator<SavedView> change, Check check) {
        change(table -> {
            Optional<SavedView> changed = view(profile, id).map(change);
            if (changed.isPresent()) {
                check.of(views(profile).stream()
                        .filter(it -> !it.id().equals(id))
                        .toList());
                table.change(changed.get());
            }
        });
        return view(profile, id);
    }

    /** Puts those views of a profile first, in that order; the others follow as they are. */
    public void order(Profile profile, List<String> ids) {
        change(table -> {
            List<SavedView> ordered = new ArrayList<>();
            ids.forEach(
                    id -> view(profile, id).filter(it -> !ordered.contains(it)).ifPresent(ordered::add));
            views(profile).stream().filter(it -> !ordered.contains(it)).forEach(ordered::add);
            table.order(ordered);
        });
    }

    /** Removes a view. */
    public void remove(SavedView view) {
        change(table -> table.remove(view));
    }

    private void change(Change change) {
        writer.write(
                connection -> {
                    ViewTable table = new ViewTable(connection);
                    change.on(table);
                    return List.copyOf(table.all());
                },
                now -> views = now);
    }

    /** Looks whether a view can be one of a profile's. */
    @FunctionalInterface
    public interface Check {

        /** Throws what is to be told where it cannot. */
        void of(List<SavedView> others);
    }

    @FunctionalInterface
    private interface Change {
        void on(ViewTable table) throws SQLException;
    }
}
