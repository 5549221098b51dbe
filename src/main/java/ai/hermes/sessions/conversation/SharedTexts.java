package ai.hermes.sessions.conversation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One instance of each text that many rows have, such as the name of a model. Where there are too many different ones,
 * it begins anew.
 */
final class SharedTexts {

    private static final int MOST = 20_000;

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    /** The instance that is equal to this one and was seen first. */
    String shared(String text) {
        String known = texts.putIfAbsent(text, text);
        if (texts.size() > MOST) {
            texts.clear();
        }
        return known == null ? text : known;
    }
}
