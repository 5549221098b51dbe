package ai.hermes.sessions.store;

import java.nio.file.Path;

/** A home with sample sessions for people who try the service without an agent. Only dev mode has one. */
public interface SampleHome {

    /**
     * Makes the sample home if it is not there yet.
     *
     * @param configured the home that has no store, for the log
     * @return the sample home
     */
    Path prepare(Path configured);
}
