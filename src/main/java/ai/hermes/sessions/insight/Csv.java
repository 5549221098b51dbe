package ai.hermes.sessions.insight;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Rows as RFC 4180 has them, safe to be opened by a program for spreadsheets.
 *
 * @param header the names of the columns
 * @param rows as many cells in each
 */
record Csv(List<String> header, List<List<Object>> rows) {

    private static final String END = "\r\n";

    /** @param shown makes of a text what may be shown of it; before it is quoted, since that hides what it is */
    String text(UnaryOperator<String> shown) {
        List<List<Object>> all = new ArrayList<>();
        all.add(List.copyOf(header));
        all.addAll(rows);
        return all.stream()
                .map(row -> row.stream().map(it -> cell(it, shown)).collect(Collectors.joining(",")))
                .collect(Collectors.joining(END, "", END));
    }

    private static String cell(Object value, UnaryOperator<String> shown) {
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number).toPlainString();
        } else if (value instanceof Number) {
            return value.toString();
        }
        // What begins so is run as a formula, whoever wrote it.
        String text = shown.apply(value.toString());
        String safe = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
