package ai.hermes.sessions.insight;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as RFC 4180 has them, safe to be opened by a program for spreadsheets. */
final class Csv {

    private static final String END = "\r\n";

    private Csv() {}

    /** A header and rows. */
    static String of(List<String> header, List<List<Object>> rows) {
        List<List<Object>> all = new ArrayList<>();
        all.add(List.copyOf(header));
        all.addAll(rows);
        return all.stream()
                .map(row -> row.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining(END, "", END));
    }

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number).toPlainString();
        } else if (value instanceof Number) {
            return value.toString();
        }
        // What begins so is run as a formula, whoever wrote it.
        String text = value.toString();
        String safe = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
