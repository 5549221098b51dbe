package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.Tags;
import ai.hermes.sessions.conversation.Conversation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tags of a profile.
 *
 * @param tags those that most conversations have first
 */
record TagList(List<Counted> tags) {

    /** The tags of conversations, those in the trash left out. */
    static TagList of(List<Conversation> conversations) {
        Map<String, Map<String, Integer>> spellings = new TreeMap<>();
        conversations.stream()
                .filter(it -> !it.trashed())
                .forEach(it -> it.annotation().tags().names().forEach(name -> spellings
                        .computeIfAbsent(Tags.fold(name), folded -> new HashMap<>())
                        .merge(name, 1, Integer::sum)));
        return new TagList(spellings.values().stream()
                .map(Counted::of)
                .sorted(Comparator.comparing(Counted::count).reversed())
                .toList());
    }

    /**
     * A tag.
     *
     * @param tag as most conversations spell it
     * @param count how many conversations have it
     */
    record Counted(String tag, int count) {

        private static Counted of(Map<String, Integer> spellings) {
            String most = spellings.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .map(Map.Entry::getKey)
                    .orElse("");
            return new Counted(
                    most,
                    spellings.values().stream().mapToInt(Integer::intValue).sum());
        }
    }
}
