package ai.hermes.sessions.exchange;

import java.io.IOException;
import java.io.OutputStream;

/** Writes conversations into one file. */
interface SessionWriter {

    /**
     * What comes before the first one.
     *
     * @param single whether there is one only, whose file is nothing but it
     */
    void begin(OutputStream out, Export export, boolean single) throws IOException;

    /**
     * One conversation.
     *
     * @return the digest of what it says; empty where this format has no messages
     */
    String write(OutputStream out, Subject subject) throws IOException;

    /** What comes after the last one. */
    void end(OutputStream out) throws IOException;
}
