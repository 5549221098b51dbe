package ai.hermes.sessions.exchange;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.session.SessionSummary;

/**
 * A conversation that is exported.
 *
 * @param conversation as it is on the list
 * @param summary its row
 * @param messages its messages
 */
record Subject(Conversation conversation, SessionSummary summary, Pieces messages) {

    /** What its file is called, without a suffix: safe on every system. */
    String fileName() {
        String id = conversation.tip().id();
        String safe = id.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
        String cut = safe.substring(0, Math.min(safe.length(), LONGEST));
        return cut.equals(id) ? cut : cut + "-" + Integer.toHexString(id.hashCode());
    }

    private static final int LONGEST = 100;
}
