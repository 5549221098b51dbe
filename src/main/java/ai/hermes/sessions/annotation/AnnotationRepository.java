package ai.hermes.sessions.annotation;

import ai.hermes.sessions.lease.LeaseBook;
import ai.hermes.sessions.store.AgentHome;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * What people added to conversations. Asking costs nothing, it is in memory; a change waits for the disk and belongs on
 * a worker thread.
 */
@Singleton
public class AnnotationRepository {

    private static final Logger LOG = Logger.getLogger(AnnotationRepository.class);
    private static final long PATIENCE_SECONDS = 5;

    private final AnnotationDatabase database;
    private final ReentrantLock one = new ReentrantLock(true);
    private final List<AnnotationListener> listeners = new CopyOnWriteArrayList<>();
    private volatile AnnotationDatabase.Opening state;

    @Inject
    AnnotationRepository(AnnotationConfig config, AgentHome home, LeaseBook book) {
        this(AnnotationFile.in(config.dataDir().orElseGet(() -> home.path().resolve("hermes-sessions"))), book);
    }

    AnnotationRepository(AnnotationFile file, LeaseBook book) {
        this.database = new AnnotationDatabase(file, book);
        this.state = database.open(false);
        state.fault().ifPresent(fault -> LOG.warnf("%s %s %s", fault.message(), fault.consequence(), fault.remedy()));
    }

    /** All that was added so far. */
    public Annotations annotations() {
        return state.annotations();
    }

    /** Why nothing can be changed, as of the last attempt; empty where it can. Each change tries anew. */
    public Optional<AnnotationFault> fault() {
        return state.fault();
    }

    /** Tells somebody of all changes from now on. */
    public void listen(AnnotationListener listener) {
        listeners.add(listener);
    }

    /**
     * Changes what was added to a conversation.
     *
     * @param change makes the new value of the one that is there
     * @throws AnnotationFaultException if it could not be kept
     */
    public void annotate(ConversationKey conversation, UnaryOperator<Annotation> change) {
        change(tables -> tables.annotate(conversation, change.apply(tables.annotation(conversation))));
    }

    /** Adds a project, after all others. */
    public void add(Project project) {
        change(tables -> tables.add(project));
    }

    /** Gives a project the name and the color that are in the record. */
    public void change(Project project) {
        change(tables -> tables.change(project));
    }

    /** Removes a project; its conversations stay, in none. */
    public void remove(Project project) {
        change(tables -> tables.remove(project));
    }

    private void change(AnnotationDatabase.Change change) {
        if (!acquired()) {
            throw new AnnotationFaultException(AnnotationFault.BUSY);
        }
        try {
            if (!database.ready()) {
                publish(database.open(true));
                state.fault().ifPresent(fault -> {
                    throw new AnnotationFaultException(fault);
                });
            }
            publish(AnnotationDatabase.Opening.of(database.change(change)));
        } finally {
            one.unlock();
        }
    }

    private boolean acquired() {
        try {
            return one.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void publish(AnnotationDatabase.Opening now) {
        boolean changed = !now.annotations().equals(state.annotations());
        state = now;
        if (changed) {
            listeners.forEach(listener -> listener.changed(now.annotations()));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        one.lock();
        try {
            database.close();
        } finally {
            one.unlock();
        }
    }
}
