package ai.hermes.sessions.exchange;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.session.ConversationMessages;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.session.SessionSummary;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Writes the conversations of an export into a stream, one after the other. */
@Singleton
class Exporter {

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long PAUSE_NANOS = 50_000_000;

    private final AgentStores stores;
    private final SessionFinder sessions;
    private final ConversationMessages messages;
    private final Writers writers;

    @Inject
    Exporter(AgentStores stores, SessionFinder sessions, ConversationMessages messages, Writers writers) {
        this.stores = stores;
        this.sessions = sessions;
        this.messages = messages;
        this.writers = writers;
    }

    /** Is told after each conversation. */
    @FunctionalInterface
    interface Progress {

        /**
         * @param done how many were written
         * @param gaps what is missing of these
         */
        void at(int done, Gaps gaps);
    }

    void write(Export export, OutputStream out, Progress progress) throws IOException {
        export.subjects().stream()
                .map(Export.Chosen::profile)
                .distinct()
                .flatMap(it -> Profile.named(it).stream())
                .forEach(this::awaitList);
        if (export.format() == Format.ZIP) {
            new ZipExport(writers, this).write(export, out, progress);
            return;
        }
        Run run = run(export);
        SessionWriter writer = writers.of(export.format());
        writer.begin(out, export, export.subjects().size() == 1);
        int done = 0;
        for (Export.Chosen chosen : export.subjects()) {
            Optional<Subject> subject = subject(run, chosen);
            if (subject.isPresent()) {
                writer.write(out, subject.get());
            }
            done++;
            progress.at(done, run.gaps());
        }
        run.check();
        writer.end(out, Optional.of(run.gaps()));
    }

    /**
     * What one export keeps in mind from its first conversation to its last.
     *
     * @param export what is exported
     * @param patience how long it waits
     * @param gaps what it goes on without
     */
    record Run(Export export, Patience patience, Gaps gaps) {

        /** @throws UnreadableException if nothing that was chosen could be read */
        void check() {
            gaps.nothingRead(export.subjects().size()).ifPresent(it -> {
                throw new UnreadableException(it.error(), it.remedy());
            });
        }
    }

    Run run(Export export) throws IOException {
        return new Run(export, new Patience(), new Gaps(writers));
    }

    /** Right after a start the list is not what it will be, and would make other rows of the same conversations. */
    private void awaitList(Profile profile) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (stores.of(profile).filter(Exporter::mayBeRead).isPresent()
                && !sessions.lastGood(profile).map(Projection::complete).orElse(false)
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Whether the list of a store may become complete in a while. */
    private static boolean mayBeRead(AgentStore store) {
        return store.condition().fault().map(StoreFault::passing).orElse(true);
    }

    /** Empty, and noted, where it is gone or cannot be found now. */
    Optional<Subject> subject(Run run, Export.Chosen chosen) throws IOException {
        run.gaps().next();
        Optional<AgentStore> store = Profile.named(chosen.profile()).flatMap(stores::of);
        if (store.isEmpty()) {
            run.gaps().gone(chosen);
            return Optional.empty();
        }
        try {
            // Not with the patience for messages: the list is in memory, and says nothing of how the store is.
            Conversation conversation =
                    new Patience().with(() -> sessions.find(store.get().profile(), chosen.rootId()));
            Optional<Conversation> parent =
                    conversation.parent().flatMap(it -> sessions.known(conversation.profile(), it.id()));
            return Optional.of(new Subject(
                    conversation,
                    SessionSummary.of(conversation, parent, false, run.export().seconds()),
                    new Pieces(messages.open(store.get(), conversation), run.patience(), chosen, run.gaps())));
        } catch (ApiException | StoreFaultException e) {
            if (e instanceof ApiException it && it.status() == 404) {
                run.gaps().gone(chosen);
            } else if (run.patience().goesOnWithout(e)) {
                Reason reason = Reason.of(e);
                run.gaps().add(new Gap(chosen.profile(), chosen.rootId(), 0, reason.error(), reason.remedy()));
                run.gaps().unread();
            } else {
                throw e;
            }
            return Optional.empty();
        }
    }
}
