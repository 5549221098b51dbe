package ai.hermes.sessions.transcript;

/**
 * A place in a conversation.
 *
 * @param segment number of the segment, from 0 on
 * @param id places within it are ordered by this
 */
record Place(int segment, long id) {

    static Place before(int segment) {
        return new Place(segment, Long.MIN_VALUE);
    }

    static Place after(int segment) {
        return new Place(segment, Long.MAX_VALUE);
    }
}
