package ai.hermes.sessions.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The processes that wait for the next agent. Test classes are loaded anew with each application that they start; the
 * one that counts is that of the JVM's own class loader.
 */
public final class WaitingAgents {

    /** Of no test in particular. */
    public static final Queue<Process> PROCESSES = new ConcurrentLinkedQueue<>();

    private WaitingAgents() {}

    @SuppressWarnings("unchecked")
    static Queue<Process> common() {
        try {
            return (Queue<Process>) ClassLoader.getSystemClassLoader()
                    .loadClass(WaitingAgents.class.getName())
                    .getField("PROCESSES")
                    .get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
