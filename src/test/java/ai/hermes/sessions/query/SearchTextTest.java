package ai.hermes.sessions.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    private static Term term(String text, Term.Kind kind) {
        return new Term(text, kind, false);
    }

    private static Filter filter(Filter.Name name, String... values) {
        return new Filter(name, Filter.Comparison.EQUAL, List.of(values), false);
    }

    @Test
    void wordsPhrasesAndPartsAreToldApart() {
        assertThat(SearchText.parse("deploy \"exact phrase\" pre* *part* -not -\"not this\"")
                        .terms())
                .containsExactly(
                        term("deploy", Term.Kind.WORD),
                        term("exact phrase", Term.Kind.WORD),
                        term("pre", Term.Kind.PREFIX),
                        term("part", Term.Kind.PART),
                        new Term("not", Term.Kind.WORD, true),
                        new Term("not this", Term.Kind.WORD, true));
    }

    @Test
    void filtersHaveValuesAndComparisons() {
        assertThat(SearchText.parse("source:telegram,discord project:\"Client A\" -tag:red cost:>=1.5")
                        .filters())
                .containsExactly(
                        filter(Filter.Name.SOURCE, "telegram", "discord"),
                        filter(Filter.Name.PROJECT, "Client A"),
                        new Filter(Filter.Name.TAG, Filter.Comparison.EQUAL, List.of("red"), true),
                        new Filter(Filter.Name.COST, Filter.Comparison.AT_LEAST, List.of("1.5"), false));
    }

    @Test
    void whatIsNoFilterIsAWord() {
        assertThat(SearchText.parse("localhost:8787 std::vector --force - http://x")
                        .terms())
                .extracting(Term::text)
                .containsExactly("localhost:8787", "std::vector", "--force", "-", "http://x");
    }

    @ParameterizedTest
    @CsvSource({
        "a source:, 9, 0",
        "a \"open, 2, 5",
        "a \"\", 2, 2",
        "**, 0, 2",
        "cost:much, 5, 4",
        "is:nothing, 3, 7",
        "x before:soon, 9, 4",
        "source:\"a\"b, 10, 0"
    })
    void whatMakesNoSenseIsToldWithItsPlace(String text, int position, int length) {
        QueryException e = catchThrowableOfType(QueryException.class, () -> SearchText.parse(text));
        assertThat(e).as(text).isNotNull();
        assertThat(List.of(e.position(), e.length())).containsExactly(position, length);
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThat(catchThrowableOfType(QueryException.class, () -> SearchText.parse("a".repeat(2_001))))
                .isNotNull();
        assertThat(catchThrowableOfType(QueryException.class, () -> SearchText.parse("a ".repeat(33))))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026, 2026-01-01T00:00",
        "2026-08, 2026-08-01T00:00",
        "2026-08-15, 2026-08-15T00:00",
        "2026-08-15T10:30, 2026-08-15T10:30",
        "7d, 2026-11-17T12:00",
        "12h, 2026-11-24T00:00",
        "3mo, 2026-08-24T12:00",
        "today, 2026-11-24T00:00",
        "yesterday, 2026-11-23T00:00"
    })
    void timesAreUnderstood(String text, String expected) {
        ZonedDateTime now = ZonedDateTime.of(2026, 11, 24, 12, 0, 0, 0, ZoneId.of("UTC"));
        assertThat(Moments.of(text, now).orElseThrow().toLocalDateTime()).hasToString(expected);
    }

    @Test
    void wordsAreThoseOfTheIndex() {
        assertThat(Words.of("Café foo_bar.baz, 検索エンジン x²").stream().map(Words.Word::folded))
                .containsExactly("cafe", "foo", "bar", "baz", "検索エンジン", "x²");
    }
}
