package ai.hermes.sessions.live;

/**
 * Something that is told on a stream.
 *
 * @param name the event's name
 * @param data what is told, for JSON
 */
record LiveEvent(String name, Object data) {}
