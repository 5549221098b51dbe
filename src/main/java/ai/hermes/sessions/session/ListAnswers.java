package ai.hermes.sessions.session;

import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.store.AgentHome;
import ai.hermes.sessions.store.Profile;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists as bytes, kept as long as nothing in them has changed: most polls ask for what was asked for a moment ago. */
@Singleton
final class ListAnswers {

    private static final int DIGEST_BYTES = 12;
    /** Of a row, as a rule. */
    private static final int ROW_BYTES = 1_200;

    private final ReadyRows rows;
    private final Masking masking;
    private final boolean sample;
    private final Cache<ReadyList.Key, ReadyList> ready;

    @Inject
    ListAnswers(ReadyRows rows, Masking masking, AgentHome home, ListConfig config) {
        this.rows = rows;
        this.masking = masking;
        this.sample = home.sample();
        this.ready = Caffeine.newBuilder()
                .maximumWeight(config.cacheSize().asLongValue())
                .<ReadyList.Key, ReadyList>weigher((key, list) -> key.weight() + list.weight())
                .build();
    }

    /** @param gzip whether it is wanted as gzip as well */
    ReadyList of(ListQuery query, ListScope scope, Profile profile, boolean gzip) {
        ReadyList.Key asked = new ReadyList.Key(query, profile, scope.visible());
        ReadyList.Made made = ReadyList.Made.of(scope, masking.on());
        ReadyList found = ready.getIfPresent(asked);
        if (found != null && found.says(made, scope.now()) && found.servesAs(gzip)) {
            return found;
        }
        // A list takes the place of the older one: as entries of their own, old ones that were asked for often would
        // keep the new one out. Whoever asks meanwhile for the same list waits for it, rather than making it as well;
        // and who waited so long that it is newer than what they asked of gets the newer one.
        return ready.asMap().compute(asked, (key, kept) -> {
            ReadyList list =
                    kept != null && kept.saysAtLeast(made, scope.now()) ? kept : render(query, scope, profile, made);
            return gzip ? list.compressed() : list;
        });
    }

    /** The list if it was made already, and nothing in it has changed since. */
    Optional<ReadyList> ready(ListQuery query, ListScope scope, Profile profile, boolean gzip) {
        return Optional.ofNullable(ready.getIfPresent(new ReadyList.Key(query, profile, scope.visible())))
                .filter(it -> it.says(ReadyList.Made.of(scope, masking.on()), scope.now()) && it.servesAs(gzip));
    }

    private ReadyList render(ListQuery query, ListScope scope, Profile profile, ReadyList.Made made) {
        ListPage page = ListPage.of(query, scope);
        return query.index() ? index(page, scope, profile, made) : rows(page, scope, profile, made);
    }

    private ReadyList index(ListPage page, ListScope scope, Profile profile, ReadyList.Made made) {
        ReadyRows.Json index = rows.write(SessionIndex.of(page.rows(), scope.now()));
        ReadyRows.Json rest = rows.write(SessionListBody.of(page, profile, sample));
        ByteArrayOutputStream body = new ByteArrayOutputStream(index.bytes().length + ROW_BYTES);
        write("{\"index\":", body);
        body.writeBytes(index.bytes());
        body.write(',');
        body.write(rest.bytes(), 1, rest.bytes().length - 2);
        byte[] whole = body.toByteArray();
        MessageDigest digest = ReadyRows.sha256();
        digest.update(whole);
        return new ReadyList(whole, text(digest), until(scope), made, Optional.empty());
    }

    private ReadyList rows(ListPage page, ListScope scope, Profile profile, ReadyList.Made made) {
        List<ReadyRow> sessions = new ArrayList<>(page.rows().size());
        page.rows().forEach(it -> sessions.add(rows.of(it, scope.parentOf(it), scope.now())));
        List<ReadyRow> references = page.references().stream()
                .map(it -> rows.reference(it, scope.parentOf(it), scope.now()))
                .toList();
        ReadyRows.Json rest = rows.write(SessionListBody.of(page, profile, sample));
        int masked = rest.masked()
                + Stream.concat(sessions.stream(), references.stream())
                        .mapToInt(ReadyRow::masked)
                        .sum();
        ByteArrayOutputStream body = new ByteArrayOutputStream((sessions.size() + 2) * ROW_BYTES);
        write("{\"sessions\":[", body);
        write(sessions, body);
        write("],\"sidebar_reference_sessions\":[", body);
        write(references, body);
        write("],", body);
        // Its braces are those of the whole.
        body.write(rest.bytes(), 1, rest.bytes().length - 2);
        if (masked > 0) {
            write(",\"_masked_count\":" + masked, body);
        }
        return new ReadyList(
                body.toByteArray(), digest(sessions, references, rest), until(scope), made, Optional.empty());
    }

    private static double until(ListScope scope) {
        return Stream.concat(scope.inside().stream(), scope.outside().stream())
                .mapToDouble(it -> it.unchangedUntil(scope.now()))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static void write(String text, ByteArrayOutputStream body) {
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(List<ReadyRow> rows, ByteArrayOutputStream body) {
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(rows.get(i).json());
        }
    }

    /** A value as JSON in UTF-8. */
    byte[] bytes(Object value) {
        return rows.write(value).bytes();
    }

    /** Of the digests of the rows, so that a change of one does not have all read again. */
    private static String digest(List<ReadyRow> sessions, List<ReadyRow> references, ReadyRows.Json rest) {
        MessageDigest digest = ReadyRows.sha256();
        sessions.forEach(row -> digest.update(row.digest()));
        digest.update((byte) 0);
        references.forEach(row -> digest.update(row.digest()));
        digest.update(rest.bytes());
        return text(digest);
    }

    private static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    }
}
