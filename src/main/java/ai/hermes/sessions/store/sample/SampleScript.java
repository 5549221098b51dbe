package ai.hermes.sessions.store.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the sessions of a script.
 *
 * <pre>
 * === key | source | age | title or - | words and name=value
 * U: the user says            A: the agent answers      S: summary of what was compacted
 * T: tool {"arguments": 1}    O: {"output": 1}          R: reasoning before the next A or T
 * I: @file                    image of the message before: a file with a data URL in base64
 * </pre>
 *
 * <p>Lines without a mark go on with the message above. {@code ~} after the letter: compacted; {@code -}: undone. The
 * lines between {@code @do} and {@code @end} are repeated for each line after {@code @each}, whose parts, divided by
 * semicolons, stand in place of $1, $2.
 */
final class SampleScript {

    private static final Pattern HEAD =
            Pattern.compile("=== (\\S+) \\| (\\S+) \\| (\\d+)([mhd]) \\| ([^|]+?)(?: \\| (.*))?");
    private static final Pattern LINE = Pattern.compile("([UATOSRI])([~-]?): ?(.*)");
    private static final Map<String, String> UNITS = Map.of("m", "PT%sM", "h", "PT%sH", "d", "P%sD");

    private final UnaryOperator<String> files;
    private final List<SampleSession> sessions = new ArrayList<>();
    private List<SampleMessage> messages = new ArrayList<>();
    private String reasoning = "";
    private String lastTool = "";

    private SampleScript(UnaryOperator<String> files) {
        this.files = files;
    }

    /**
     * @param script the text
     * @param files the content of a file that the script names
     */
    static List<SampleSession> read(String script, UnaryOperator<String> files) {
        SampleScript reader = new SampleScript(files);
        repeated(script.lines().toList()).forEach(reader::take);
        return List.copyOf(reader.sessions);
    }

    private static List<String> repeated(List<String> lines) {
        List<String> result = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        List<String> body = new ArrayList<>();
        List<String> target = result;
        for (String line : lines) {
            switch (line) {
                case "@each" -> target = rows;
                case "@do" -> target = body;
                case "@end" -> {
                    rows.forEach(row -> body.forEach(turn -> result.add(filled(turn, row.split(";")))));
                    rows.clear();
                    body.clear();
                    target = result;
                }
                default -> target.add(line);
            }
        }
        return result;
    }

    private static String filled(String line, String[] parts) {
        String result = line;
        for (int i = 0; i < parts.length; i++) {
            result = result.replace("$" + (i + 1), parts[i]);
        }
        return result;
    }

    private void take(String line) {
        Matcher head = HEAD.matcher(line);
        Matcher marked = LINE.matcher(line);
        if (head.matches()) {
            messages = new ArrayList<>();
            sessions.add(new SampleSession(
                    head.group(1),
                    head.group(2),
                    Duration.parse(UNITS.get(head.group(4)).formatted(head.group(3))),
                    Optional.of(head.group(5)).filter(title -> !title.equals("-")),
                    options(Optional.ofNullable(head.group(6)).orElse("")),
                    messages));
        } else if (marked.matches()) {
            say(marked.group(1).charAt(0), SampleMessage.State.of(marked.group(2)), marked.group(3));
        } else if (!messages.isEmpty()) {
            changeLast(last -> last.text() + "\n" + line, SampleMessage::image);
        }
    }

    private void say(char mark, SampleMessage.State state, String text) {
        switch (mark) {
            case 'R' -> reasoning = text;
            case 'I' -> changeLast(SampleMessage::text, last -> files.apply(text.substring(1)));
            default -> {
                SampleMessage.Kind kind = kind(mark);
                boolean call = kind == SampleMessage.Kind.CALL;
                if (call) {
                    lastTool = text.substring(0, text.indexOf(' '));
                }
                boolean answer = call || kind == SampleMessage.Kind.ANSWER;
                messages.add(new SampleMessage(
                        kind,
                        call ? text.substring(lastTool.length() + 1) : text,
                        call || kind == SampleMessage.Kind.OUTPUT ? lastTool : "",
                        answer ? reasoning : "",
                        "",
                        state));
                reasoning = answer ? "" : reasoning;
            }
        }
    }

    private static SampleMessage.Kind kind(char mark) {
        return List.of(SampleMessage.Kind.values()).stream()
                .filter(kind -> kind.mark == mark)
                .findFirst()
                .orElseThrow();
    }

    private void changeLast(Function<SampleMessage, String> text, Function<SampleMessage, String> image) {
        int index = messages.size() - 1;
        SampleMessage last = messages.get(index);
        messages.set(
                index,
                new SampleMessage(
                        last.kind(), text.apply(last), last.tool(), last.reasoning(), image.apply(last), last.state()));
    }

    private static Map<String, String> options(String words) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String word : words.split(" ")) {
            int equals = word.indexOf('=');
            options.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        return options;
    }
}
