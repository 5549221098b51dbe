package ai.hermes.sessions.transcript;

import ai.hermes.sessions.lease.Purpose;
import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.Row;
import ai.hermes.sessions.store.StoreConnection;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.store.StoreReader;
import ai.hermes.sessions.store.StoreWork;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A conversation of the agent's, in a store. */
final class StoredConversation implements LongConversation {

    /** Larger texts are not read as a whole. */
    private static final long SMALL = 1 << 16;

    /** Longer text is not read as a whole even when all of it is wanted. */
    private static final long WHOLE = 4 << 20;

    /** SQLite reads a text from its beginning for each piece of it: longer ones would take minutes. */
    private static final long LONGEST_DIGESTED = 16 << 20;

    /** What one message may take when all of it is read. */
    private static final long HEAVIEST = 16 << 20;

    private static final Limits STUB = new Limits((int) SMALL, (int) SMALL);

    private static final Limits UNCUT = new Limits((int) WHOLE, (int) WHOLE);

    /** Rows that one request looks at for the beginnings of turns. */
    private static final int SCANNED_ROWS = 20_000;

    private static final String PICTURE = "SELECT messages.session_id AS session_id,\n"
            + "octet_length(" + StoredParts.PICTURE + ") AS size,\n"
            + "CASE WHEN octet_length(" + StoredParts.PICTURE + ") <= ? THEN " + StoredParts.PICTURE + " END AS url\n"
            + "FROM messages, json_each(" + StoredParts.PARTS + ") AS p\n"
            + "WHERE messages.id = ? AND p.key = ?\n"
            + "AND messages.role IS NOT 'session_meta' AND {messages.display_kind:NULL} IS NOT 'hidden'";

    private static final String PART = "SELECT messages.session_id AS session_id,\n"
            + "octet_length(" + StoredParts.TEXT + ") AS size,\n"
            + "substr(CAST(" + StoredParts.TEXT + " AS BLOB), ?, ?) AS piece\n"
            + "FROM messages, json_each(" + StoredParts.PARTS + ") AS p\n"
            + "WHERE messages.id = ? AND p.key = ? AND " + StoredParts.TEXT + " IS NOT NULL\n"
            + "AND messages.role IS NOT 'session_meta' AND {messages.display_kind:NULL} IS NOT 'hidden'";

    private final StoreReader reader;
    private final AgentStore store;
    private final List<String> segments;
    private final Masking masking;
    private final Texts texts;

    StoredConversation(StoreReader reader, AgentStore store, List<String> segments, Masking masking, Texts texts) {
        this.reader = reader;
        this.store = store;
        this.segments = List.copyOf(segments);
        this.masking = masking;
        this.texts = texts;
    }

    private <T> T read(StoreWork<T> work) {
        return reader.read(store, Purpose.TRANSCRIPT, connection -> {
            if (!connection.schema().has("messages")) {
                throw new StoreFaultException(store.profile(), StoreFault.WITHOUT_MESSAGES);
            }
            return work.on(connection);
        });
    }

    @Override
    public Slice slice(SliceRequest request, PictureAddress addresses) {
        return read(connection -> {
            Selection selection = Selection.of(new StoredThread(connection, segments, request.show()), request);
            return new Slice(
                    excerpts(connection, selection.entries(), request.limits(), addresses),
                    selection.anchor(),
                    selection.before(),
                    selection.after());
        });
    }

    private List<Excerpt> excerpts(
            StoreConnection connection, List<Entry> entries, Limits limits, PictureAddress addresses)
            throws SQLException {
        Excerpts maker = new Excerpts(
                masking,
                addresses,
                limits,
                (id, field, size, text) -> texts.digest(whose(), Texts.Name.ofCut(id, field), size, text));
        Map<Long, Message> small = byId(connection, entries, SMALL);
        List<Excerpt> excerpts = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            int segment = entry.place().segment();
            Message message = small.get(entry.id());
            if (message != null) {
                excerpts.add(maker.of(message, segment, entry.rewound()));
            } else {
                new LargeRows(connection, limits)
                        .read(entry.id())
                        .ifPresent(it -> excerpts.add(maker.of(it.message(), segment, entry.rewound(), it.full())));
            }
        }
        return excerpts;
    }

    private static Map<Long, Message> byId(StoreConnection connection, List<Entry> entries, long largest)
            throws SQLException {
        List<Long> ids = entries.stream()
                .filter(it -> it.largest() <= largest)
                .map(Entry::id)
                .toList();
        Map<Long, Message> messages = new HashMap<>();
        if (!ids.isEmpty()) {
            Message.withIds(connection, ids, false).forEach(it -> messages.put(it.id(), it));
        }
        return messages;
    }

    @Override
    public OptionalLong next(OptionalLong after, Show show) {
        return read(connection -> {
            StoredThread thread = new StoredThread(connection, segments, show);
            Place from = place(thread, after.isPresent() ? new Anchor.After(after.getAsLong()) : new Anchor.Root());
            return thread.walk(from, false, 1).stream().mapToLong(Entry::id).findFirst();
        });
    }

    @Override
    public WholeMessages whole(OptionalLong after, int limit, long budget, Show show) {
        Anchor anchor = after.isPresent() ? new Anchor.After(after.getAsLong()) : new Anchor.Root();
        SliceRequest request = new SliceRequest(anchor, limit, budget, show, UNCUT);
        return read(connection -> {
            Selection selection = Selection.of(new StoredThread(connection, segments, show), request);
            List<Entry> entries = selection.entries();
            Set<Long> tooLong = new HashSet<>();
            for (Entry entry : entries) {
                if (entry.contentSize() > WHOLE && Message.plain(connection, entry.id())) {
                    tooLong.add(entry.id());
                }
            }
            Set<Long> stubs = heavy(connection, entries, tooLong);
            Map<Long, Message> whole = byId(
                    connection,
                    entries.stream()
                            .filter(it -> !tooLong.contains(it.id()) && !stubs.contains(it.id()))
                            .toList(),
                    Long.MAX_VALUE);
            List<WholeMessages.Whole> messages = new ArrayList<>();
            for (Entry entry : entries) {
                boolean stub = stubs.contains(entry.id());
                boolean begun = !stub && tooLong.contains(entry.id());
                Message message = stub
                        ? beginnings(connection, entry.id())
                        : begun ? Message.begun(connection, entry.id()) : whole.get(entry.id());
                messages.add(new WholeMessages.Whole(message, entry.place().segment(), entry.rewound(), !begun, stub));
            }
            return new WholeMessages(messages, selection.after());
        });
    }

    private static Set<Long> heavy(StoreConnection connection, List<Entry> entries, Set<Long> begun)
            throws SQLException {
        Set<Long> heavy = new HashSet<>();
        for (Message.Weight it :
                Message.weights(connection, entries.stream().map(Entry::id).toList())) {
            if (it.other() + (begun.contains(it.id()) ? 0 : it.content()) > HEAVIEST) {
                heavy.add(it.id());
            }
        }
        return heavy;
    }

    private static Message beginnings(StoreConnection connection, long id) throws SQLException {
        return new LargeRows(connection, STUB)
                .read(id)
                .orElseThrow(() -> new MessageNotFoundException(id))
                .beginnings();
    }

    @Override
    public Excerpt digested(Excerpt excerpt) {
        return excerpt.with(it -> {
            if (it.getValue().known()) {
                return it;
            }
            Texts.Name name = Texts.Name.ofCut(excerpt.id(), it.getKey());
            long size = it.getValue().bytes();
            if (size > LONGEST_DIGESTED) {
                return Map.entry(it.getKey(), Cut.undigested(size));
            }
            return Map.entry(it.getKey(), new Cut(size, texts.digest(whose(), name, size, bytes(name))));
        });
    }

    private Whose whose() {
        return new Whose(store.profile(), store.generation());
    }

    private record Whose(Profile profile, long generation) {}

    @Override
    public TextPiece text(Texts.Name name, long offset, int count) {
        return texts.piece(bytes(name), offset, count);
    }

    private Texts.Bytes bytes(Texts.Name name) {
        return (from, count) -> read(connection -> {
            Optional<Map.Entry<String, Texts.Found>> found = name.part().isPresent()
                    ? connection.first(
                            PART,
                            StoredConversation::found,
                            from + 1,
                            count,
                            name.id(),
                            name.part().getAsInt())
                    : connection.first(field(name.field()), StoredConversation::found, from + 1, count, name.id());
            return inside(found).orElseThrow(() -> new MessageNotFoundException(name.id()));
        });
    }

    private Optional<Texts.Found> inside(Optional<Map.Entry<String, Texts.Found>> found) {
        return found.filter(it -> segments.contains(it.getKey())).map(Map.Entry::getValue);
    }

    private static Map.Entry<String, Texts.Found> found(Row row) throws SQLException {
        return Map.entry(row.text("session_id"), new Texts.Found(row.bytes("piece"), row.number("size")));
    }

    private static String field(TextField field) {
        return "SELECT messages.session_id AS session_id, octet_length(" + field.sql() + ") AS size,\n" + "substr("
                + field.sql() + ", ?, ?) AS piece\n" + "FROM messages\n" + "WHERE messages.id = ? AND " + field.sql()
                + " IS NOT NULL\n"
                + "AND messages.role IS NOT 'session_meta' AND {messages.display_kind:NULL} IS NOT 'hidden'";
    }

    @Override
    public Optional<Picture> picture(long id, int part, long largest) {
        Optional<String> address = read(connection -> {
            Optional<Address> found = connection.first(
                    PICTURE,
                    row -> new Address(row.text("session_id"), row.number("size"), row.text("url")),
                    largest,
                    id,
                    part);
            return found.filter(it -> segments.contains(it.session)).map(it -> {
                if (it.size > largest) {
                    throw new PictureTooLargeException();
                }
                return it.url;
            });
        });
        return Picture.of(address.orElseThrow(() -> new MessageNotFoundException(id)));
    }

    private record Address(String session, long size, String url) {}

    @Override
    public Turns turns(Anchor anchor, int limit, Show show) {
        return read(connection -> {
            StoredThread thread = new StoredThread(connection, segments, show);
            boolean back = anchor instanceof Anchor.Tip || anchor instanceof Anchor.Before;
            Place from = place(thread, anchor);
            StoredThread.Walked walked = thread.walk(
                    from, back, limit + 1, SCANNED_ROWS, it -> it.role().equals("user"));
            List<Entry> entries = new ArrayList<>(
                    walked.entries().subList(0, Math.min(limit, walked.entries().size())));
            boolean more = walked.entries().size() > limit || walked.stopped().isPresent();
            if (back) {
                Collections.reverse(entries);
            }
            List<Turn> turns = excerpts(connection, entries, Turn.LIMITS, PictureAddress.NONE).stream()
                    .filter(Turn::begins)
                    .map(it -> Turn.of(it, masking))
                    .toList();
            boolean behind = !(anchor instanceof Anchor.Tip || anchor instanceof Anchor.Root);
            Optional<Long> scanned =
                    walked.stopped().isPresent() && walked.entries().size() <= limit
                            ? walked.stopped()
                            : notesOnly(turns, entries, back, more);
            return new Turns(turns, back ? more : behind, back ? behind : more, scanned);
        });
    }

    /** The agent's own texts under the role of the user are no turns; what comes after them may be. */
    private static Optional<Long> notesOnly(List<Turn> turns, List<Entry> entries, boolean back, boolean more) {
        if (!more || entries.isEmpty()) {
            return Optional.empty();
        }
        long outermost = entries.get(back ? 0 : entries.size() - 1).id();
        boolean told =
                !turns.isEmpty() && turns.get(back ? 0 : turns.size() - 1).id() == outermost;
        return told ? Optional.empty() : Optional.of(outermost);
    }

    private static Place place(StoredThread thread, Anchor anchor) throws SQLException {
        if (anchor instanceof Anchor.Tip) {
            return thread.tip();
        } else if (anchor instanceof Anchor.Root) {
            return thread.root();
        }
        long id = anchor instanceof Anchor.Before before
                ? before.id()
                : anchor instanceof Anchor.After after ? after.id() : ((Anchor.Around) anchor).id();
        return thread.placeOf(id).orElseThrow(() -> new MessageNotFoundException(id));
    }

    @Override
    public Findings find(String text, OptionalLong after, int limit, Show show) {
        return new Finder(this, masking).find(text, after, limit, show);
    }
}
