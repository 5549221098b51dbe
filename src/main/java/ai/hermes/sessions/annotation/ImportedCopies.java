package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an import asks of all that were imported before, for each conversation anew: kept as they change, since there
 * may be a hundred thousand.
 */
final class ImportedCopies {

    private final Map<String, Copy> byId = new HashMap<>();
    private final Map<String, List<Copy>> byDigest = new HashMap<>();
    private long bytes;

    /** Takes the place of all that were known. */
    synchronized void set(Collection<Copy> all) {
        byId.clear();
        byDigest.clear();
        bytes = 0;
        all.forEach(this::put);
    }

    /** A copy is there, or is another now. */
    synchronized void put(Copy copy) {
        remove(copy.id());
        copy.imported().ifPresent(it -> {
            byId.put(copy.id(), copy);
            List<Copy> same = new ArrayList<>(byDigest.getOrDefault(it.digest(), List.of()));
            same.add(copy);
            byDigest.put(it.digest(), List.copyOf(same));
            bytes += copy.size().bytes();
        });
    }

    synchronized void remove(String id) {
        Optional.ofNullable(byId.remove(id)).ifPresent(it -> {
            bytes -= it.size().bytes();
            byDigest.computeIfPresent(
                    it.imported().map(Imported::digest).orElse(""), (digest, same) -> without(same, id));
        });
    }

    /** None is null, as maps want it. */
    private static List<Copy> without(List<Copy> same, String id) {
        List<Copy> rest = same.stream().filter(it -> !it.id().equals(id)).toList();
        return rest.isEmpty() ? null : rest;
    }

    /** What the messages of all take. */
    synchronized long bytes() {
        return bytes;
    }

    /** Those of a profile whose messages have that digest. */
    synchronized List<Copy> with(Profile profile, String digest) {
        return byDigest.getOrDefault(digest, List.of()).stream()
                .filter(it -> it.profile().equals(profile))
                .toList();
    }
}
