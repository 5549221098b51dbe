package ai.hermes.sessions.annotation;

/** Is told when somebody added or changed something. */
@FunctionalInterface
public interface AnnotationListener {

    /**
     * Called in the thread that made the change, after it was committed and before the caller is answered. Calls come
     * one at a time, in the order of the changes. Must be quick and must not throw.
     */
    void changed(Annotations now);
}
