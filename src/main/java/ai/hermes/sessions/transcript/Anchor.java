package ai.hermes.sessions.transcript;

/** From where on a conversation is read, and in which direction. */
public sealed interface Anchor {

    /** The newest messages. */
    record Tip() implements Anchor {}

    /** The oldest messages. */
    record Root() implements Anchor {}

    /**
     * The messages before another.
     *
     * @param id of that message
     */
    record Before(long id) implements Anchor {}

    /**
     * The messages after another.
     *
     * @param id of that message
     */
    record After(long id) implements Anchor {}

    /**
     * A message with those around it.
     *
     * @param id of that message
     */
    record Around(long id) implements Anchor {}
}
