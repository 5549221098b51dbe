package ai.hermes.sessions.search;

/**
 * Something that was searched.
 *
 * @param profile whose conversations
 * @param by how
 * @param hits how many were looked at: all that there are unless it is said that there are more
 */
record Searched(String profile, Way by, int hits) {}
