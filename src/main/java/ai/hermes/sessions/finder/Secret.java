package ai.hermes.sessions.finder;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/**
 * What is looked for. Its text is in no message of an exception and in no log.
 *
 * @param plain as it is
 * @param escaped as it stands in a text of JSON
 */
record Secret(String plain, String escaped) {

    static Secret of(String text) {
        return new Secret(text, new String(JsonStringEncoder.getInstance().quoteAsString(text)));
    }

    boolean in(String text) {
        return text.contains(plain) || text.contains(escaped);
    }

    @Override
    public String toString() {
        return "***";
    }
}
