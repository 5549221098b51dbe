package ai.hermes.sessions.transcript;

/**
 * Which part of a conversation is wanted.
 *
 * @param anchor from where on
 * @param limit messages at most
 * @param budget about how many bytes their texts may have after they were cut; one message is read whatever it has
 * @param show which messages count
 * @param limits where texts are cut
 */
public record SliceRequest(Anchor anchor, int limit, long budget, Show show, Limits limits) {}
