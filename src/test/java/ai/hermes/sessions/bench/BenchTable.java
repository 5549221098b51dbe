package ai.hermes.sessions.bench;

import java.util.ArrayList;
import java.util.List;

/** Figures in a table for a page in Markdown. */
final class BenchTable {

    private final List<String> lines = new ArrayList<>();

    BenchTable(String... columns) {
        row((Object[]) columns);
        lines.add("|" + " --- |".repeat(columns.length));
    }

    /** Numbers are cut to what can be told apart; what is not known is a dash. */
    BenchTable row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ')
                    .append(cell instanceof Double number ? shown(number) : cell)
                    .append(" |");
        }
        lines.add(line.toString());
        // At once, since a long run may be ended early.
        System.out.println(line);
        return this;
    }

    private static String shown(double number) {
        if (Double.isNaN(number)) {
            return "–";
        }
        return number >= 100
                ? "%,.0f".formatted(number)
                : number >= 10 ? "%.1f".formatted(number) : "%.2f".formatted(number);
    }

    void print(String title) {
        System.out.println("\n### " + title + "\n\n" + String.join("\n", lines) + "\n");
    }
}
