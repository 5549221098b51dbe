package ai.hermes.sessions.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A message as a test wrote it, which says by itself whether a search that was made in some way has to find it. It
 * knows nothing of the code that is tested, and is as simple as it can be.
 *
 * @param decoded what a person reads of the content
 * @param automatic whether its session is one of a schedule or of a subagent
 * @param visible whether people see it
 */
record Stored(
        long id,
        String session,
        String role,
        String content,
        String decoded,
        String toolName,
        String toolCalls,
        String readableCalls,
        boolean automatic,
        boolean visible) {

    private static final Map<Character, Character> PLAIN =
            Map.of('é', 'e', 'ü', 'u', 'ñ', 'n', 'ö', 'o', 'É', 'e', 'Ü', 'u');

    /** What an agent of each age indexes. */
    enum Layout {
        OLD(6),
        INLINE(17),
        FIRST(25),
        SECOND(30),
        THIRD(31);

        final int version;

        Layout(int version) {
            this.version = version;
        }
    }

    /** A word, several in a row, or a run of characters that is asked for. */
    record Asked(String text, boolean prefix, boolean run) {

        boolean hasWords() {
            return !run && !words(text).isEmpty() && text.codePoints().noneMatch(Stored::eastern);
        }

        int length() {
            return text.codePointCount(0, text.length());
        }
    }

    boolean foundByWords(Layout layout, List<Asked> wanted, List<Asked> unwanted) {
        List<String> columns = words(layout);
        return visible
                && wanted.stream().allMatch(it -> inAnyOf(columns, it))
                && unwanted.stream()
                        .noneMatch(it -> it.hasWords()
                                ? inAnyOf(columns, it)
                                : asciiFolded().contains(ascii(it.text)))
                && readable(wanted);
    }

    boolean foundByParts(Layout layout, List<Asked> wanted, List<Asked> unwanted) {
        List<String> columns = parts(layout);
        return visible
                && !columns.isEmpty()
                && wanted.stream()
                        .allMatch(it -> it.length() >= 3
                                ? columns.stream()
                                        .anyMatch(column -> lower(column).contains(lower(it.text)))
                                : inAnyOf(words(layout), it))
                && unwanted.stream()
                        .noneMatch(it -> it.length() >= 3
                                ? columns.stream()
                                        .anyMatch(column -> lower(column).contains(lower(it.text)))
                                : asciiFolded().contains(ascii(it.text)))
                && readable(wanted);
    }

    boolean foundByScan(List<Asked> wanted, List<Asked> unwanted) {
        String all = lower(decoded + "\n" + toolName + "\n" + readableCalls);
        return visible
                && wanted.stream().allMatch(it -> all.contains(lower(it.text)))
                && unwanted.stream().noneMatch(it -> all.contains(lower(it.text)));
    }

    /** What stands only in the wrapping of a picture is not found. */
    private boolean readable(List<Asked> wanted) {
        String all = decoded + "\n" + toolName + "\n" + readableCalls;
        return decoded.equals(content)
                || wanted.stream()
                        .allMatch(it ->
                                lower(all).contains(lower(it.text)) || it.hasWords() && inAnyOf(List.of(all), it));
    }

    private List<String> words(Layout layout) {
        return switch (layout) {
            case OLD -> List.of(content);
            case INLINE -> List.of(content + " " + toolName + " " + toolCalls);
            case FIRST, SECOND -> List.of(content, toolName, toolCalls);
            case THIRD -> List.of(role.equals("tool") ? cut(content) : content, toolName, toolCalls);
        };
    }

    private List<String> parts(Layout layout) {
        List<String> columns =
                switch (layout) {
                    case OLD -> List.of();
                    case INLINE -> List.of(content + " " + toolName + " " + toolCalls);
                    case FIRST -> role.equals("tool") ? List.of() : List.of(content, toolName, toolCalls);
                    case SECOND, THIRD -> role.equals("tool") || automatic ? List.of() : List.of(content, toolName);
                };
        // The tokenizer of this SQLite passes over a NUL; older ones end there, of which the answer warns.
        return columns.stream().map(it -> it.replace("\0", "")).toList();
    }

    private static String cut(String text) {
        return text.substring(0, text.offsetByCodePoints(0, Math.min(8192, text.codePointCount(0, text.length()))));
    }

    private String asciiFolded() {
        return ascii(content + " " + toolName + " " + toolCalls);
    }

    private static String ascii(String text) {
        StringBuilder folded = new StringBuilder();
        text.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return folded.toString();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean inAnyOf(List<String> columns, Asked asked) {
        return columns.stream().anyMatch(column -> stands(words(asked.text), words(column), asked.prefix));
    }

    private static boolean stands(List<String> wanted, List<String> text, boolean prefix) {
        for (int at = 0; at + wanted.size() <= text.size(); at++) {
            List<String> here = text.subList(at, at + wanted.size());
            int last = wanted.size() - 1;
            if (here.equals(wanted)
                    || prefix
                            && here.subList(0, last).equals(wanted.subList(0, last))
                            && here.get(last).startsWith(wanted.get(last))) {
                return true;
            }
        }
        return false;
    }

    static List<String> words(String text) {
        StringBuilder plain = new StringBuilder();
        text.chars().forEach(c -> plain.append(PLAIN.getOrDefault((char) c, (char) c)));
        return new ArrayList<>(Arrays.stream(lower(plain.toString()).split("[^\\p{L}\\p{N}\\p{Co}]+"))
                .flatMap(Stream::of)
                .filter(it -> !it.isEmpty())
                .toList());
    }

    static boolean eastern(int c) {
        return c >= 0x3040 && c <= 0x30ff || c >= 0x4e00 && c <= 0x9fff || c >= 0xac00 && c <= 0xd7a3;
    }
}
