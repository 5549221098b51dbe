package ai.hermes.sessions.bench;

import java.util.Base64;
import java.util.Random;

/**
 * What is said in made-up sessions: cut from some texts that are made once, so that most of the time goes into SQLite.
 */
final class StoreText {

    private static final String[] SYLLABLES = {
        "ka", "ro", "mi", "ten", "sol", "ver", "ant", "lu", "pre", "dor", "ish", "na", "gel", "tri", "om", "pha", "ber",
        "cu"
    };
    private static final int WORDS = 8_000;
    private static final int CHARACTERS = 400_000;
    private static final double CJK_SHARE = 0.1;
    private static final int SMALLEST_IMAGE = 100_000;
    private static final int LARGEST_IMAGE = 1_700_000;
    /** What stands before content that is JSON. */
    private static final String JSON_MARK = "\0json:";

    private final String prose;
    private final String chinese;
    private final String log;
    private final String image;
    private final String prompt;

    StoreText(Random random, StorePlan.Weight weight) {
        String[] words = new String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = word(random);
        }
        StringBuilder text = new StringBuilder();
        StringBuilder lines = new StringBuilder();
        StringBuilder signs = new StringBuilder();
        while (text.length() < CHARACTERS) {
            text.append(common(words, random)).append(random.nextInt(12) == 0 ? ". " : " ");
        }
        while (lines.length() < CHARACTERS) {
            lines.append("src/")
                    .append(common(words, random))
                    .append(".py:")
                    .append(random.nextInt(900))
                    .append(": ")
                    .append(common(words, random))
                    .append(" = ")
                    .append(Integer.toHexString(random.nextInt()))
                    .append('\n');
        }
        while (signs.length() < CHARACTERS) {
            signs.append((char) (0x4e00 + random.nextInt(2_500)));
        }
        byte[] pixels = new byte[weight.images() > 0 ? LARGEST_IMAGE : 1];
        random.nextBytes(pixels);
        prose = text.toString();
        log = lines.toString();
        chinese = signs.toString();
        image = Base64.getEncoder().encodeToString(pixels);
        prompt = prose.substring(0, weight.prompt());
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return word.toString();
    }

    /** A few words are said often and most of them seldom. */
    private static String common(String[] words, Random random) {
        double rank = random.nextDouble();
        return words[(int) (words.length * rank * rank * rank)];
    }

    String prompt() {
        return prompt;
    }

    /** Some words, or a title. */
    String words(Random random, int characters) {
        return cut(prose, random, characters);
    }

    /** What a person or a model says. */
    String said(Random random, int mean) {
        return random.nextDouble() < CJK_SHARE
                ? cut(chinese, random, length(random, mean) / 2)
                : cut(prose, random, length(random, mean));
    }

    /** What a tool says. */
    String output(Random random, int mean) {
        return cut(log, random, length(random, mean));
    }

    /** A message with an image in it. */
    String picture(Random random) {
        double ratio = (double) LARGEST_IMAGE / SMALLEST_IMAGE;
        int size = (int) (SMALLEST_IMAGE * Math.pow(ratio, random.nextDouble()));
        return JSON_MARK + "[{\"type\":\"text\",\"text\":\"" + words(random, 60)
                + "\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
                + cut(image, random, size)
                + "\"}}]";
    }

    /** Most are short and a few are many times as long. */
    private static int length(Random random, int mean) {
        return 1 + (int) Math.min(40.0 * mean, mean * 0.6 * Math.exp(random.nextGaussian()));
    }

    private static String cut(String whole, Random random, int characters) {
        int length = Math.min(Math.max(1, characters), whole.length() - 1);
        int from = random.nextInt(whole.length() - length);
        return whole.substring(from, from + length);
    }
}
