package ai.hermes.sessions.annotation;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The tags of a conversation, as people wrote them and in the order in which they were added. Two that differ in case
 * only are one.
 *
 * @param names each of them once
 */
public record Tags(List<String> names) {

    /** No tag. */
    public static final Tags NONE = new Tags(List.of());

    public Tags {
        names = List.copyOf(names);
    }

    /** These tags; of several spellings of one the first stays. */
    public static Tags of(Collection<String> names) {
        return NONE.with(names);
    }

    /** These and more; what is there keeps its spelling. */
    public Tags with(Collection<String> more) {
        Map<String, String> all = new LinkedHashMap<>();
        names.forEach(name -> all.put(fold(name), name));
        more.stream()
                .map(Tags::clean)
                .filter(Predicate.not(String::isEmpty))
                .forEach(name -> all.putIfAbsent(fold(name), name));
        return new Tags(List.copyOf(all.values()));
    }

    /** These without some, however they are spelled. */
    public Tags without(Collection<String> some) {
        List<String> folded = some.stream().map(Tags::fold).toList();
        return new Tags(
                names.stream().filter(name -> !folded.contains(fold(name))).toList());
    }

    /** Whether a tag is among them, however it is spelled. */
    public boolean has(String name) {
        String folded = fold(name);
        return names.stream().anyMatch(it -> fold(it).equals(folded));
    }

    /** What all spellings of a tag have in common. */
    public static String fold(String name) {
        return clean(name).toLowerCase(Locale.ROOT);
    }

    /** A tag as it is kept: one line, without space around it. */
    public static String clean(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
    }
}
