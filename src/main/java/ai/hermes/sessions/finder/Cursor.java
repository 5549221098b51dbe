package ai.hermes.sessions.finder;

import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a search has come. Stores are looked through in the order of their profiles, sessions before messages.
 *
 * @param profile the store at hand
 * @param part what of it
 * @param after number of the last row that was looked through
 */
record Cursor(Profile profile, Part part, long after) {

    private static final Pattern FORM = Pattern.compile("([a-z0-9_-]{1,64})\\.(sessions|messages)\\.(\\d{1,18})");

    /** What of a store is looked through. */
    enum Part {
        SESSIONS,
        MESSAGES
    }

    /** @throws ApiException 400 if it is none of ours */
    static Cursor parse(String text) {
        Matcher form = FORM.matcher(text);
        Optional<Profile> profile = form.matches() ? Profile.named(form.group(1)) : Optional.empty();
        return profile.map(it -> new Cursor(
                        it,
                        form.group(2).equals("sessions") ? Part.SESSIONS : Part.MESSAGES,
                        Long.parseLong(form.group(3))))
                .orElseThrow(() -> ApiException.badRequest("The cursor is not one of this service"));
    }

    static Cursor atBeginning(Profile profile) {
        return new Cursor(profile, Part.SESSIONS, 0);
    }

    String encoded() {
        return profile.name() + "." + part.name().toLowerCase(Locale.ROOT) + "." + after;
    }
}
