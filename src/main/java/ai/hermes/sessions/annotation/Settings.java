package ai.hermes.sessions.annotation;

import java.util.Map;
import java.util.Optional;

/**
 * What people chose, at one moment; immutable.
 *
 * @param chosen the values, as text; a setting that is not in it was never touched
 */
public record Settings(Map<Setting, String> chosen) {

    /** Nobody chose anything. */
    public static final Settings NONE = new Settings(Map.of());

    public Settings {
        chosen = Map.copyOf(chosen);
    }

    /** A flag. */
    public boolean flag(Setting setting, boolean otherwise) {
        return text(setting).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /** A number. */
    public int number(Setting setting, int otherwise) {
        return text(setting).map(Integer::parseInt).orElse(otherwise);
    }

    /** A text; empty where nobody chose one. */
    public Optional<String> text(Setting setting) {
        return Optional.ofNullable(chosen.get(setting));
    }
}
