package ai.hermes.sessions.chat;

import io.vertx.core.http.HttpMethod;

/**
 * A call that only somebody who runs the agent can answer.
 *
 * @param method the verb
 * @param path the path; a star at its end stands for one segment
 * @param wish what the caller wants, as the end of a sentence
 */
record AgentCall(HttpMethod method, String path, String wish) {

    /** The path as the document of the interface has it. */
    String template() {
        return path.replace("*", "{call}");
    }

    /** The path as the router has it. */
    String route() {
        return path.replace("*", ":call");
    }

    /** Why it is refused, in a sentence for people. */
    String refusal() {
        return "This service reads what the agent has written and does not run it, so it cannot " + wish + ".";
    }
}
