package ai.hermes.sessions.store;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a profile: {@code default} for the home itself, otherwise the name of a folder under {@code profiles/}.
 *
 * @param name a name that is safe to use as a folder's name
 */
public record Profile(@JsonValue String name) implements Comparable<Profile> {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /** The profile that is the home itself. */
    public static final Profile DEFAULT = new Profile("default");

    public Profile {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a profile");
        }
    }

    /** The profile of that name; empty where no profile could have it, such as a name with a slash. */
    public static Optional<Profile> named(String name) {
        return NAME.matcher(name).matches() ? Optional.of(new Profile(name)) : Optional.empty();
    }

    /** Whether this is the home itself. */
    public boolean isDefault() {
        return equals(DEFAULT);
    }

    /** The default profile first, then by name. */
    @Override
    public int compareTo(Profile other) {
        return isDefault() || other.isDefault()
                ? Boolean.compare(other.isDefault(), isDefault())
                : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
