package ai.hermes.sessions.copy;

import ai.hermes.sessions.annotation.CopiedMessage;
import ai.hermes.sessions.annotation.Copy;
import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.annotation.Imported;
import ai.hermes.sessions.conversation.Keeper;
import ai.hermes.sessions.conversation.OutsideSession;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.conversation.SessionSource;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.MessageSource;
import ai.hermes.sessions.transcript.MessageWindow;
import ai.hermes.sessions.transcript.Outline;
import ai.hermes.sessions.transcript.Span;
import ai.hermes.sessions.transcript.WindowRequest;
import ai.hermes.sessions.transcript.Windows;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Brings the copies into the list, and their messages to whoever opens one. */
@Singleton
class CopiedSessions implements SessionSource, MessageSource {

    private final CopyRepository copies;
    private final StoredMessages stored;
    private final Windows windows;
    private final List<Consumer<Profile>> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<Profile, List<OutsideSession>> sessions;

    @Inject
    CopiedSessions(CopyRepository copies, StoredMessages stored, Windows windows) {
        this.copies = copies;
        this.stored = stored;
        this.windows = windows;
        this.sessions = sessions(copies.copies().values());
        copies.listen(this::changed);
    }

    private void changed(Map<String, Copy> before, Map<String, Copy> now) {
        Map<Profile, List<OutsideSession>> rows = sessions(now.values());
        rows.replaceAll((profile, list) -> list.equals(sessions.get(profile)) ? sessions.get(profile) : list);
        sessions = rows;
        Stream.concat(before.values().stream(), now.values().stream())
                .filter(it -> !it.equals(before.get(it.id())) || !it.equals(now.get(it.id())))
                .map(Copy::profile)
                .distinct()
                .forEach(profile -> listeners.forEach(listener -> listener.accept(profile)));
    }

    private static Map<Profile, List<OutsideSession>> sessions(Collection<Copy> copies) {
        Map<Profile, List<OutsideSession>> sessions = new HashMap<>();
        copies.stream().sorted(Comparator.comparing(Copy::id)).forEach(it -> sessions.computeIfAbsent(
                        it.profile(), profile -> new ArrayList<>())
                .add(session(it)));
        sessions.replaceAll((profile, list) -> List.copyOf(list));
        return sessions;
    }

    private static OutsideSession session(Copy copy) {
        Optional<Imported> imported = copy.imported();
        SessionRow row = new SessionRow(
                copy.id(),
                imported.map(Imported::source).orElse(copy.kind() == Copy.Kind.FORK ? "fork" : "webui"),
                "",
                copy.model(),
                copy.provider(),
                copy.parentId(),
                copy.parentId(),
                "",
                "",
                imported.map(Imported::startedAt).filter(it -> it > 0).orElse(copy.createdAt()),
                0,
                "",
                imported.map(Imported::activeAt).filter(it -> it > 0).orElse(copy.changedAt()),
                copy.title(),
                copy.workspace(),
                copy.size().messages(),
                0,
                imported.map(Imported::inputTokens).orElse(0L),
                imported.map(Imported::outputTokens).orElse(0L),
                imported.map(Imported::cacheReadTokens).orElse(0L),
                imported.map(Imported::cacheWriteTokens).orElse(0L),
                imported.map(Imported::cost).orElse(OptionalDouble.empty()),
                0,
                false,
                false,
                false,
                OptionalDouble.empty());
        return new OutsideSession(row, copy.size().messages(), copy.size().userMessages(), imported.isPresent());
    }

    @Override
    public Keeper keeper() {
        return Keeper.COPY;
    }

    @Override
    public List<OutsideSession> sessions(Profile profile) {
        return sessions.getOrDefault(profile, List.of());
    }

    @Override
    public void listen(Consumer<Profile> listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<MessageWindow> read(Profile profile, String sessionId, WindowRequest request) {
        return copy(profile, sessionId).map(it -> {
            List<CopiedMessage.Outline> all = copies.outlines(sessionId);
            return windows.window(outlines(all), newestAt(all), request, (span, clip) -> load(sessionId, span, clip));
        });
    }

    @Override
    public Optional<MessageWindow> piece(Profile profile, String sessionId, long before) {
        return copy(profile, sessionId).map(it -> {
            Optional<CopiedMessage.Outline> last = copies.last(sessionId);
            return windows.piece(
                    last.map(one -> (int) one.number() + 1).orElse(0),
                    last.map(CopiedMessage.Outline::sentAt).orElse(0.0),
                    before,
                    span -> outlines(copies.outlines(sessionId, span.from(), span.to())),
                    (span, clip) -> load(sessionId, span, clip));
        });
    }

    private Optional<Copy> copy(Profile profile, String sessionId) {
        return Optional.ofNullable(copies.copies().get(sessionId))
                .filter(it -> it.profile().equals(profile));
    }

    private static List<Outline> outlines(List<CopiedMessage.Outline> all) {
        return all.stream().map(StoredMessages::outline).toList();
    }

    private static double newestAt(List<CopiedMessage.Outline> all) {
        return all.isEmpty() ? 0 : all.get(all.size() - 1).sentAt();
    }

    private List<Message> load(String id, Span span, boolean clip) {
        List<String> messages = copies.messages(id, span.from(), span.to());
        List<Message> read = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            read.add(stored.read(messages.get(i), span.from() + i, id, clip));
        }
        return read;
    }
}
