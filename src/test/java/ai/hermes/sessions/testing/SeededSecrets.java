package ai.hermes.sessions.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Credentials that nobody has, of all kinds, made up by a seed. */
public final class SeededSecrets {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String URL_SAFE = LETTERS + "-_";
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String HEX = "0123456789abcdef";
    private static final String TYPED = LETTERS + "!#%*+";

    /** Each as the text around it, with {@code @} and what to make in its place: an alphabet and a length. */
    private static final List<String> KINDS = List.of(
            "@sk-ant-api03-<u95>",
            "@sk-proj-<l120>",
            "@sk-<l48>",
            "@sk-or-v1-<h64>",
            "@sk-<h32>",
            "@ghp_<l36>",
            "@gho_<l36>",
            "@ghs_<l36>",
            "@github_pat_<l22>_<l59>",
            "@glpat-<u20>",
            "@xoxb-<d12>-<d12>-<l24>",
            "@xoxp-<d12>-<d12>-<d12>-<h32>",
            "@xapp-1-A<c10>-<d12>-<h64>",
            "@AKIA<c16>",
            "@ASIA<c16>",
            "aws_secret_access_key = @<b40>",
            "{\"SecretAccessKey\": \"@<b40>\"}",
            "AKIA2345672345672345,@<b40>",
            "@AIza<u35>",
            "@ya29.<u60>",
            "@GOCSPX-<u28>",
            "@hf_<l34>",
            "@npm_<l36>",
            "@pypi-AgEIcHlwaS5vcmc<u100>",
            "@dckr_pat_<u27>",
            "@sk_live_<l24>",
            "@sk_test_<l99>",
            "@rk_live_<l24>",
            "@whsec_<l32>",
            "@gsk_<l52>",
            "@pplx-<l48>",
            "@tvly-<l32>",
            "@nvapi-<u64>",
            "@xai-<l80>",
            "@r8_<l37>",
            "@fc-<h32>",
            "@lin_api_<l40>",
            "@shpat_<h32>",
            "@dop_v1_<h64>",
            "@SG.<u22>.<u43>",
            "@hvs.<u90>",
            "@key-<h32>",
            "@eyJhbGciOiJIUzI1NiJ9.eyJ<u60>.<u43>",
            "Authorization: Bearer @<u40>",
            "curl -H 'authorization: bearer @<u40>'",
            "Authorization: Basic @<basic>",
            "Use Basic @<basic> there",
            "X-Api-Key: @<l32>",
            "password=@<t12>",
            "DB_PASSWORD='@<t16>'",
            "\"password\": \"@<t10>\"",
            "{\\\"passwd\\\": \\\"@<t14>\\\"}",
            "export HERMES_TOKEN=@<l24>",
            "OPENAI_API_KEY=@<l40>",
            "client_secret: @<l40>",
            "secret = \"@<l32>\"",
            "https://example.org/cb?access_token=@<l40>&state=1",
            "postgres://app:@<l16>@db.example.org:5432/app",
            "mongodb+srv://admin:@<l14>@cluster0.example.net/",
            "https://oauth2:@<l30>@git.example.org/a.git",
            "redis://:@<l20>@cache:6379/0",
            "Server=db;User Id=sa;Password=@<t13>;Encrypt=yes",
            "AccountName=a;AccountKey=@<b86>==;EndpointSuffix=example.net",
            "@<d10>:AA<u33>",
            "bot@<d9>:AA<u33>",
            "@M<l23>.<u6>.<u38>",
            "https://hooks.slack.com/services/@T<c8>/B<c10>/<l24>",
            "curl -u admin:@<l12> https://example.org",
            "-----BEGIN RSA PRIVATE KEY-----\n@<b64>\n<b64>\n<b64>\n-----END RSA PRIVATE KEY-----",
            "-----BEGIN OPENSSH PRIVATE KEY-----\\n@<b70>\\n<b70>\\n-----END OPENSSH PRIVATE KEY-----");

    private SeededSecrets() {}

    /**
     * A credential.
     *
     * @param text the text it stands in, as somebody may have pasted it
     * @param secret what must not be seen of it: all of it
     */
    public record Planted(String text, String secret) {

        /** What is so seldom that it is nowhere else: masked forms show four characters of the end at most. */
        public String needle() {
            String first = secret.lines().findFirst().orElse(secret).split("\\\\n")[0];
            return first.length() <= 16 ? first : first.substring(7, first.length() - 5);
        }
    }

    /**
     * Finds credentials in texts, however many there are, in one pass; also in what is written for HTML or addresses. A
     * part of one is enough: so many characters in a row.
     */
    public static final class Finder {

        private static final int PART = 12;
        private static final int HEAD = 8;
        private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})|&#(x?[0-9A-Fa-f]{2});");

        private final Map<Long, List<Part>> byHead;

        public Finder(List<Planted> all) {
            this.byHead = all.stream().flatMap(Part::of).collect(Collectors.groupingBy(it -> head(it.text())));
        }

        private record Part(Planted planted, String text) {

            static Stream<Part> of(Planted planted) {
                String needle = planted.needle();
                return needle.length() <= PART
                        ? Stream.of(new Part(planted, needle))
                        : IntStream.rangeClosed(0, needle.length() - PART)
                                .mapToObj(it -> new Part(planted, needle.substring(it, it + PART)));
            }
        }

        private static long head(String text) {
            return text.chars().limit(HEAD).asLongStream().reduce(0, (head, each) -> head << Byte.SIZE | each);
        }

        /** Those that stand in the text. */
        public Set<Planted> in(String text) {
            Set<Planted> found = new LinkedHashSet<>();
            look(text, found);
            String plain = ESCAPE.matcher(text).replaceAll(it -> Matcher.quoteReplacement(character(it)));
            if (!plain.equals(text)) {
                look(plain, found);
            }
            return found;
        }

        private static String character(MatchResult escape) {
            String code = escape.group(1) == null ? escape.group(2) : "x" + escape.group(1);
            return String.valueOf((char)
                    (code.startsWith("x") ? Integer.parseInt(code.substring(1), 16) : Integer.parseInt(code, 10)));
        }

        private void look(String text, Set<Planted> found) {
            long head = 0;
            for (int i = 0; i < text.length(); i++) {
                head = head << Byte.SIZE | text.charAt(i) & 0xff;
                List<Part> candidates = byHead.get(head);
                if (candidates != null) {
                    int start = i + 1 - HEAD;
                    candidates.stream()
                            .filter(it -> text.startsWith(it.text(), start))
                            .forEach(it -> found.add(it.planted()));
                }
            }
        }
    }

    /** So many credentials, all kinds in turn. */
    public static List<Planted> make(long seed, int count) {
        Random random = new Random(seed);
        List<Planted> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(plant(KINDS.get(i % KINDS.size()), random));
        }
        return all;
    }

    /** How many kinds there are. */
    public static int kinds() {
        return KINDS.size();
    }

    private static Planted plant(String kind, Random random) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        int begin = kind.indexOf('@');
        for (int open = kind.indexOf('<'); open >= 0; open = kind.indexOf('<', from)) {
            int close = kind.indexOf('>', open);
            text.append(kind, from, open).append(part(kind.substring(open + 1, close), random));
            from = close + 1;
        }
        int end = from;
        text.append(kind.substring(from));
        int tail = kind.length() - end;
        String whole = text.deleteCharAt(begin).toString();
        return new Planted(whole, whole.substring(begin, whole.length() - tail));
    }

    private static String part(String form, Random random) {
        if (form.equals("basic")) {
            byte[] user = ("admin:" + part("l11", random) + "7").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder().encodeToString(user);
        }
        Function<Character, String> alphabets = c -> switch (c) {
            case 'l' -> LETTERS;
            case 'u' -> URL_SAFE;
            case 'c' -> CAPITALS;
            case 'h' -> HEX;
            case 'd' -> "0123456789";
            case 'b' -> LETTERS + "+/";
            default -> TYPED;
        };
        String alphabet = alphabets.apply(form.charAt(0));
        int length = Integer.parseInt(form.substring(1));
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < length; i++) {
            // A digit early on and a letter at both ends, as all but one in a thousand real ones have.
            String from = i == 2 && length > 4 && form.charAt(0) != 'c'
                    ? "23456789"
                    : i == 0 || i == length - 1 ? firsts(alphabet) : alphabet;
            made.append(from.charAt(random.nextInt(from.length())));
        }
        return made.toString();
    }

    private static String firsts(String alphabet) {
        return alphabet.startsWith("A") ? alphabet.substring(0, 24) : alphabet.substring(1);
    }
}
