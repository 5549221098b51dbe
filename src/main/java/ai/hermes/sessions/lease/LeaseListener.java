package ai.hermes.sessions.lease;

import java.time.Duration;

/**
 * Is told of leases and pools. Any bean of this type is. {@link #borrowed}, {@link #returned}, {@link #waited} and
 * {@link #created} come in the thread that borrows, gives back or connects, so they must be quick; the others come in
 * threads of the book. What a listener throws is logged and nothing more.
 */
public interface LeaseListener {

    /** A connection was borrowed. */
    default void borrowed(Lease lease) {}

    /** A connection was given back in order. */
    default void returned(Lease lease) {}

    /** A lease has passed its warning threshold and is still held. Told once for each lease. */
    default void longHeld(Lease lease) {}

    /** A lease has passed its deadline, and its statement was interrupted. Told once, however often it is repeated. */
    default void interrupted(Lease lease) {}

    /** The connection of a lease past its deadline was closed and its place in the pool is free again. */
    default void reclaimed(Lease lease) {}

    /** Somebody had to wait for a connection, and got one. */
    default void waited(String pool, Duration time) {}

    /** Somebody waited for a connection and got none. */
    default void timedOut(String pool) {}

    /** A connection was opened. */
    default void created(String pool, Duration time) {}
}
