package ai.hermes.sessions.exchange;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.session.SessionSummary;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.LongConversation;
import ai.hermes.sessions.transcript.LongConversations;
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
    private final LongConversations conversations;
    private final Writers writers;

    @Inject
    Exporter(AgentStores stores, SessionFinder sessions, LongConversations conversations, Writers writers) {
        this.stores = stores;
        this.sessions = sessions;
        this.conversations = conversations;
        this.writers = writers;
    }

    /** Is told after each conversation. */
    @FunctionalInterface
    interface Progress {

        /**
         * @param done how many were written
         * @param missing how many of these were gone
         */
        void at(int done, int missing);
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
        SessionWriter writer = writers.of(export.format());
        writer.begin(out, export, export.subjects().size() == 1);
        int done = 0;
        int missing = 0;
        for (Export.Chosen chosen : export.subjects()) {
            Optional<Subject> subject = subject(export, chosen);
            if (subject.isPresent()) {
                writer.write(out, subject.get());
            } else {
                missing++;
            }
            done++;
            progress.at(done, missing);
        }
        writer.end(out);
    }

    /** Right after a start the list is not what it will be, and would make other rows of the same conversations. */
    private void awaitList(Profile profile) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (stores.of(profile).isPresent()
                && !sessions.lastGood(profile).map(Projection::complete).orElse(false)
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Empty where it is gone. */
    Optional<Subject> subject(Export export, Export.Chosen chosen) {
        Optional<AgentStore> store = Profile.named(chosen.profile()).flatMap(stores::of);
        if (store.isEmpty()) {
            return Optional.empty();
        }
        try {
            Conversation conversation =
                    Pieces.patiently(() -> sessions.find(store.get().profile(), chosen.rootId()));
            Optional<Conversation> parent =
                    conversation.parent().flatMap(it -> sessions.known(conversation.profile(), it.id()));
            return Optional.of(new Subject(
                    conversation,
                    SessionSummary.of(conversation, parent, false, export.seconds()),
                    messages(store.get(), conversation)));
        } catch (ApiException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private LongConversation messages(AgentStore store, Conversation conversation) {
        return conversation.keeping().keeper() == Keeper.STORE
                ? conversations.stored(
                        store,
                        conversation.segments().stream().map(SessionRow::id).toList())
                : conversations.outside(store, conversation.tip().id());
    }
}
