package ai.hermes.sessions.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes conversations into one file. */
interface SessionWriter {

    /**
     * What comes before the first one.
     *
     * @param single whether there is one only, whose file is nothing but it
     */
    void begin(OutputStream out, Export export, boolean single) throws IOException;

    /** One conversation, and what of it is missing where that can be told. */
    void write(OutputStream out, Subject subject) throws IOException;

    /**
     * What comes after the last one.
     *
     * @param gaps what is missing of all of them; empty where another file tells it
     */
    void end(OutputStream out, Optional<Gaps> gaps) throws IOException;
}
