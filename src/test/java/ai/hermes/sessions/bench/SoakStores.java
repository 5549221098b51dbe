package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/** Two stores: the default profile's, in WAL mode and written all the time, and one that is locked now and then. */
final class SoakStores implements AutoCloseable {

    static final int SESSIONS = 200;
    static final String WRITTEN = "s0";
    static final String LOCKED_PROFILE = "work";

    private final TestHome home = TestHome.create();
    private final AgentProcess agent = AgentProcess.start();
    private final AgentProcess other = AgentProcess.start();
    private final AtomicLong committed = new AtomicLong();

    SoakStores() {
        agent.create(home.stateDb(), 17);
        for (int i = 0; i < SESSIONS; i++) {
            agent.session("s" + i);
            agent.message("s" + i, "user", "message of " + i);
        }
        committed.set(1);
        other.create(home.stateDb(LOCKED_PROFILE), 17, Journal.DELETE).session("w0");
        other.message("w0", "user", "hello");
    }

    TestHome home() {
        return home;
    }

    /** Writes a message. */
    void write() {
        agent.message(WRITTEN, "assistant", "one more, and some words to make it longer");
        committed.incrementAndGet();
    }

    /** How many messages the written session has for certain. */
    long committed() {
        return committed.get();
    }

    void lockOther() {
        other.lockExclusively();
    }

    void unlockOther() {
        other.unlock();
    }

    void stall() {
        agent.stallReaders();
    }

    void letGo() {
        agent.letReadersGo();
    }

    /** Moves the default store away; whoever has it open goes on writing to it. */
    void moveAway() {
        move(home.stateDb(), away());
    }

    void moveBack() {
        move(away(), home.stateDb());
    }

    private Path away() {
        return home.path().resolve("away.db");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        agent.close();
        other.close();
        home.close();
    }
}
