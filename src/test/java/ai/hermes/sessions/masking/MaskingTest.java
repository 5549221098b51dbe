package ai.hermes.sessions.masking;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.SeededSecrets;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    private static final long SEED = 20_261_124;

    static List<SeededSecrets.Planted> secrets() {
        return SeededSecrets.make(SEED, 500);
    }

    static Stream<SeededSecrets.Planted> oneOfEachKind() {
        return secrets().stream().limit(SeededSecrets.kinds());
    }

    private static String masked(String text) {
        return Masking.always(text).text();
    }

    @Test
    void noneOfFiveHundredSecretsIsSeen() {
        // when
        List<String> seen = secrets().stream()
                .filter(it -> masked("Look: " + it.text() + " and so on").contains(it.needle()))
                .map(SeededSecrets.Planted::text)
                .toList();

        // then
        assertThat(seen).isEmpty();
    }

    /** A part that is left of one would be known as none. */
    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void aTextIsCutBeforeASecretAndNotInIt(SeededSecrets.Planted planted) {
        // given
        SeededSecrets.Finder finder = new SeededSecrets.Finder(List.of(planted));
        String text = "Look: " + planted.text() + " and so on";

        // then
        for (int at = 0; at <= text.length() + 1; at++) {
            int end = Masking.cut(text, at);
            assertThat(end).isLessThanOrEqualTo(at).isLessThanOrEqualTo(text.length());
            assertThat(finder.in(masked(text.substring(0, end))))
                    .as("cut at %d", at)
                    .isEmpty();
        }
        assertThat(Masking.cut(text, 5)).isEqualTo(5);
        assertThat(finder.in(text)).containsExactly(planted);
    }

    /** A piece is looked through no farther than it has to be, and that is far enough for each kind. */
    @Property(tries = 400)
    void piecesJoinedAreTheWhole(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int size) {
        // given
        Random random = new Random(seed);
        List<SeededSecrets.Planted> secrets = secrets();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append("src/main.py:12: x = 1\n".repeat(random.nextInt(4)))
                    .append(secrets.get(random.nextInt(secrets.size())).text())
                    .append(random.nextBoolean() ? "\n" : " ");
        }

        // when
        Masking masking = new Masking();
        StringBuilder joined = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            MaskedPiece piece = masking.piece(text.toString(), at, Math.min(text.length(), at + size));
            joined.append(piece.text());
            at = piece.end();
        }

        // then
        assertThat(joined.toString()).isEqualTo(masked(text.toString()));
    }

    @Test
    void whatWasMaskedBeforeIsNotLookedThroughAgainAndAllElseIs() throws IOException {
        // given
        Masking masking = new Masking();
        ObjectMapper json = Mappers.answers(masking, List.of());
        String secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
        MaskedPiece piece = masking.piece("Look: " + secret + " and so on", 0, 10);
        MaskedTexts known = new MaskedTexts();
        known.add(piece);
        masking.set(false);
        known.add(masking.piece(secret, 0, secret.length()));
        masking.set(true);

        // when
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = json.createGenerator(out)) {
            ((MaskingGenerator) generator).passing(known);
            json.writeValue(generator, List.of(piece.text(), secret));
        }

        // then
        assertThat(out.toString()).isEqualTo("[\"Look: ghp_16...8B4a\",\"ghp_16...8B4a\"]");
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void aSecretIsFoundAtTheBeginningAndAtTheEndAndTwice(SeededSecrets.Planted planted) {
        // given
        String twice = planted.text() + "\n" + planted.text();

        // when
        Masked masked = Masking.always(twice);

        // then
        assertThat(masked.text()).doesNotContain(planted.needle());
        assertThat(masked.places()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void aSecretIsFoundInJsonWithinJsonWithinJson(SeededSecrets.Planted planted) throws Exception {
        // given
        ObjectMapper json = new ObjectMapper();
        String once = json.writeValueAsString(Map.of("arguments", "a\n" + planted.text() + "\n"));

        // when
        String masked = masked(json.writeValueAsString(Map.of("message", once)));

        // then
        assertThat(masked).doesNotContain(planted.needle());
        assertThat(json.readTree(json.readTree(masked).get("message").asText()).has("arguments"))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("oneOfEachKind")
    void whatIsMaskedStaysAsItIs(SeededSecrets.Planted planted) {
        // given
        String once = masked(planted.text());

        // when
        Masked again = Masking.always(once);

        // then
        assertThat(again.text()).isEqualTo(once);
        assertThat(again.places()).isZero();
    }

    @Test
    void aCredentialShowsItsEnds() {
        // when
        String masked = masked("It is sk-abcdefghijkl12345678901234, keep it.");

        // then
        assertThat(masked).isEqualTo("It is sk-abc...1234, keep it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "password=hunter2 | password=***",
                "password: \"correct horse battery staple\" | password: \"***\"",
                "postgres://app:s3cret@db/app | postgres://app:***@db/app",
                "app:SC7Z7G4huTtxO7oS@db.example.org:5432 | app:***@db.example.org:5432",
                "PGPASSWORD=abcd psql | PGPASSWORD=*** psql",
                "db.password = Tr0ub4dor&3x | db.password = ***&3x",
            })
    void ofAPasswordNothingIsShown(String text, String masked) {
        // when
        String result = masked(text);

        // then
        assertThat(result).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set the password: it must be long. The token: see below.",
                "max_tokens: 4096, input_tokens=1200, total_tokens = 99999999",
                "token = getNextToken(reader); String secret = config.secret;",
                "password=${DB_PASSWORD} token: <your token> api_key: $API_KEY",
                "password: string, token: null, secret: true",
                "password: _set_password or Key::createdAt or Secret::of12",
                "See https://example.org:8443/a/b?page=2#c and mailto:ada@example.org",
                "git@github.com:ada/notes.git and ssh://git@example.org/x",
                "2026-11-24T14:30:00.123+01:00 INFO [a.b.C] (main) x=1",
                "class sk-estimator-doc-link in task-management-of-very-long-names",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "20261124_143000_ab12cd cron_daily_20261124_143000 f657690eb212",
                "PWD=/home/ada OLDPWD=/tmp",
                "------ - a - b ----- --- _ __ ___ a_b_c x-y-z",
                "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----",
                "A bearer of good news. Basic understanding is required.",
                "ein Schlüssel: grün 🔑 sehr schön"
            })
    void whatIsNoSecretStaysAsItIs(String text) {
        // when
        String result = masked(text);

        // then
        assertThat(result).isSameAs(text);
    }

    @Test
    void anIdOfAKeyMayHaveNoDigit() {
        // when
        String masked = masked("ASIAIDDRBYTKTJQEKKVW");

        // then
        assertThat(masked).isEqualTo("ASIAID...KKVW");
    }

    @Test
    void aSecretThatWasCutOffIsMasked() {
        // when
        String masked = masked("the end is cut: ghp_a1b2c3d4e5");

        // then
        assertThat(masked).isEqualTo("the end is cut: ***");
    }

    @Test
    void aPrivateKeyWithoutAnEndIsMaskedToTheEnd() {
        // when
        String masked = masked("x -----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSj");

        // then
        assertThat(masked).isEqualTo("x ***");
    }

    @Property(tries = 300)
    void noTextMakesItFail(@ForAll("texts") String text) {
        // when
        Masked masked = Masking.always(text);

        // then
        assertThat(masked.text().equals(text)).isEqualTo(masked.places() == 0);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "sk-",
                        "ghp_",
                        "AKIA",
                        "eyJ",
                        ".",
                        "=",
                        ":",
                        "://",
                        "\"",
                        "\\",
                        "'",
                        "@",
                        "password",
                        "token",
                        "Bearer ",
                        "-----BEGIN ",
                        "PRIVATE KEY-----",
                        "-----END ",
                        "abc123XYZ",
                        "a",
                        "Z9",
                        " ",
                        "\n",
                        "-",
                        "_",
                        "-u ",
                        "hooks.slack.com/services/",
                        "🔑",
                        "\u0000",
                        "...",
                        "***",
                        "%3D",
                        "\\u001b",
                        "1234567890")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    /** Steps are counted rather than timed: looks at a character. */
    @Property(tries = 200)
    void theCostIsLinearWhateverTheTextIs(@ForAll("bait") String bait) {
        // given
        Counted text = new Counted(bait.repeat(Math.max(1, 60_000 / bait.length())));

        // when
        Scanner.mask(text);

        // then
        assertThat(text.steps).as(bait).isLessThan(2_000L * text.length());
    }

    @Provide
    Arbitrary<String> bait() {
        return Arbitraries.of(
                        "sk-",
                        "sk",
                        "-",
                        "_",
                        "ghp_",
                        "eyJ",
                        "eyJa",
                        "J",
                        ".",
                        "a",
                        "1",
                        "A",
                        ":",
                        "=",
                        "://",
                        "\\",
                        "\"",
                        "'",
                        "token",
                        "password=",
                        "token:\"",
                        "Bearer ",
                        "basic ",
                        "-----BEGIN PRIVATE KEY-----",
                        "-u a:",
                        " ",
                        "@")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    private static final class Counted implements CharSequence {
        private final String text;
        private long steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            steps++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            steps += end - start;
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
