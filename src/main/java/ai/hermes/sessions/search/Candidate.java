package ai.hermes.sessions.search;

/**
 * A message that an index has found.
 *
 * @param id its id
 * @param sessionId the session that it is stored in
 * @param relevance how well it fits, the more the better
 * @param place its place among all that were found the same way, from 0
 * @param tool the tool that it is the result of; empty where it is none
 */
record Candidate(long id, String sessionId, double relevance, int place, String tool) {}
