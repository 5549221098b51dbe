package ai.hermes.sessions.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How the API server for a profile is. For people each has a sentence on what is the case, one on what it means and one
 * on what to do; the last two are empty where all is well.
 */
public enum AgentState {
    /** It answers, and can do what is asked of it. */
    OK(200, "The API server of the agent answers.", "", ""),

    /** No address or no key is set for the profile. */
    NOT_CONFIGURED(
            501,
            "No API server of the agent is configured for this profile.",
            "Conversations can be moved to the trash, but not deleted for good; titles, archive and pins stay with this"
                    + " service.",
            "Let the agent run its API server (API_SERVER_ENABLED, API_SERVER_KEY), and set hermes.agent.url and"
                    + " hermes.agent.key; for another profile hermes.agent.profiles.NAME.key."),

    /** It does not answer, or says that it cannot work now. */
    UNREACHABLE(
            503,
            "The API server of the agent does not answer as it should.",
            "Nothing can be deleted for good or offered to the agent until it does; all else works.",
            "See that the agent's gateway runs, and that hermes.agent.url is its address."),

    /** It does not take the key. */
    UNAUTHORIZED(
            502,
            "The API server of the agent refuses the key.",
            "Nothing can be deleted for good or offered to the agent.",
            "Set hermes.agent.key to the agent's API_SERVER_KEY; each profile has its own."),

    /** It is too old, or no API server of the agent at all. */
    UNSUPPORTED(
            501,
            "What answers there has no calls for sessions: an older agent, or another program.",
            "Nothing can be deleted for good or offered to the agent.",
            "Update the agent, or look whether hermes.agent.url is the address of its API server.");

    private final int status;
    private final String message;
    private final String consequence;
    private final String remedy;

    AgentState(int status, String message, String consequence, String remedy) {
        this.status = status;
        this.message = message;
        this.consequence = consequence;
        this.remedy = remedy;
    }

    /** The name on the wire, such as {@code not_configured}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** HTTP status of what cannot be done for this reason. */
    int status() {
        return status;
    }

    String message() {
        return message;
    }

    String consequence() {
        return consequence;
    }

    String remedy() {
        return remedy;
    }
}
