package ai.hermes.sessions.lease;

/**
 * How full a pool is.
 *
 * @param name its name, such as {@code store.default}
 * @param max how many connections it may have
 * @param used connections that are borrowed
 * @param idle connections that are open and not borrowed
 * @param waiting threads that wait for one
 */
public record PoolState(String name, int max, int used, int idle, int waiting) {

    /** Both together; a pool and the one that takes its place have the same name for a moment. */
    PoolState and(PoolState other) {
        return new PoolState(
                name, Math.max(max, other.max), used + other.used, idle + other.idle, waiting + other.waiting);
    }
}
