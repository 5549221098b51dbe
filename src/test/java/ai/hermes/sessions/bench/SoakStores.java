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

/**
 * Two stores, the default profile's, in WAL mode and written all the time, and one that is locked now and then; and our
 * own database, which is locked now and then as well.
 */
final class SoakStores implements AutoCloseable {

    static final int SESSIONS = 200;
    static final String WRITTEN = "s0";
    static final String OTHER = "w0";
    static final String PLANTED = "s7";
    static final String PLANTED_WORD = "kumquatmarmalade";
    static final String ABSENT_WORD = "quincejellyroll";

    private static final String OTHER_PROFILE = "work";

    private final TestHome home = TestHome.create();
    private final AgentProcess agent = AgentProcess.start();
    private final AgentProcess other = AgentProcess.start();
    private final AgentProcess rival = AgentProcess.start();
    private final AtomicLong committed = new AtomicLong();

    SoakStores() {
        agent.create(home.stateDb(), 17);
        for (int i = 0; i < SESSIONS; i++) {
            String id = "s" + i;
            agent.session(id);
            agent.message(id, "user", "message of " + i + (id.equals(PLANTED) ? " with " + PLANTED_WORD : ""));
        }
        committed.set(1);
        other.create(home.stateDb(OTHER_PROFILE), 17, Journal.DELETE).session(OTHER);
        other.message(OTHER, "user", "hello");
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

    /** How many it has by the store itself. */
    long counted() {
        Object count = agent.query("SELECT count(*) FROM messages WHERE session_id = ?", WRITTEN)
                .get(0)
                .get(0);
        return Long.parseLong(count.toString());
    }

    void lockOther() {
        other.lockExclusively();
    }

    void unlockOther() {
        other.unlock();
    }

    /** Keeps all others from changing our own database, which is there since the first change. */
    void lockAnnotations() {
        rival.open(home.path().resolve("hermes-sessions").resolve("annotations.db"));
        rival.run("BEGIN IMMEDIATE");
    }

    void unlockAnnotations() {
        rival.run("ROLLBACK");
        rival.release();
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
        rival.close();
        home.close();
    }
}
