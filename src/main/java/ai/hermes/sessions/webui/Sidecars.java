package ai.hermes.sessions.webui;

import ai.hermes.sessions.conversation.OutsideSession;
import ai.hermes.sessions.store.Profile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that the folder has, at one moment; immutable.
 *
 * @param byId the sessions that are shown, by id
 * @param byProfile the same for the list
 * @param report what was found, and what was not
 */
record Sidecars(Map<String, Sidecar> byId, Map<Profile, List<OutsideSession>> byProfile, WebuiReport report) {

    static final Sidecars NONE = new Sidecars(Map.of(), Map.of(), new WebuiReport(0, 0, 0, List.of(), Map.of()));

    private static final int TOLD = 100;

    static Sidecars of(Map<String, Look> files, Set<String> deleted) {
        Map<String, Sidecar> byId = new HashMap<>();
        List<SkippedFile> skipped = new ArrayList<>();
        int found = 0;
        for (Map.Entry<String, Look> file : new TreeMap<>(files).entrySet()) {
            if (file.getValue() instanceof Look.Skipped it) {
                skipped.add(new SkippedFile(file.getKey(), it.trouble()));
            } else if (file.getValue() instanceof Look.Found it) {
                found++;
                if (!deleted.contains(it.sidecar().id())) {
                    byId.put(it.sidecar().id(), it.sidecar());
                }
            }
        }
        Map<String, Integer> profiles = new TreeMap<>();
        byId.values().forEach(it -> profiles.merge(it.profile(), 1, Integer::sum));
        WebuiReport report = new WebuiReport(
                found,
                found - byId.size(),
                skipped.size(),
                skipped.stream().limit(TOLD).toList(),
                profiles);
        return new Sidecars(byId, folded(byId.values()), report);
    }

    private static Map<Profile, List<OutsideSession>> folded(Collection<Sidecar> all) {
        Map<String, Sidecar> continuations = continuations(all);
        Set<String> goOn = continuations.values().stream().map(Sidecar::id).collect(Collectors.toSet());
        Map<Profile, List<OutsideSession>> folded = new HashMap<>();
        all.stream().sorted(Comparator.comparing(Sidecar::id)).forEach(it -> it.owner()
                .ifPresent(profile -> folded.computeIfAbsent(profile, p -> new ArrayList<>())
                        .add(it.session(goOn.contains(it.id()), continuations.containsKey(it.id())))));
        folded.replaceAll((profile, sessions) -> List.copyOf(sessions));
        return Map.copyOf(folded);
    }

    /**
     * Which session goes on with the conversation of which snapshot. A snapshot with more messages than that has
     * something of its own to show.
     */
    private static Map<String, Sidecar> continuations(Collection<Sidecar> all) {
        Map<String, Sidecar> snapshots =
                all.stream().filter(Sidecar::snapshot).collect(Collectors.toMap(Sidecar::id, it -> it));
        Map<String, Sidecar> continuations = new HashMap<>();
        all.stream()
                .filter(it -> !it.source().equals(Sidecar.FORK))
                .filter(it -> Optional.ofNullable(snapshots.get(it.parent()))
                        .filter(before -> before.profile().equals(it.profile())
                                && !before.id().equals(it.id())
                                && before.messages() <= it.messages())
                        .isPresent())
                .forEach(it -> continuations.merge(it.parent(), it, Sidecars::newer));
        return continuations;
    }

    private static Sidecar newer(Sidecar one, Sidecar other) {
        return one.updatedAt() >= other.updatedAt() ? one : other;
    }
}
