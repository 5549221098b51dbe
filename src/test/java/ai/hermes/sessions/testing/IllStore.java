package ai.hermes.sessions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What can stand in a store's place without being one that can be read. */
public enum IllStore {
    EMPTY {
        @Override
        void make(Path file) throws IOException {
            Files.createFile(file);
        }
    },
    GARBAGE {
        @Override
        void make(Path file) throws IOException {
            Files.write(file, "not a database, ".repeat(7).substring(0, 100).getBytes(StandardCharsets.US_ASCII));
        }
    },
    TRUNCATED {
        @Override
        void make(Path file) throws IOException {
            cut(file, PAGE);
        }
    },
    CUT_IN_A_PAGE {
        @Override
        void make(Path file) throws IOException {
            cut(file, 5 * PAGE + 100);
        }
    },
    DIRECTORY {
        @Override
        void make(Path file) throws IOException {
            Files.createDirectory(file);
        }
    },
    /** A database of somebody else. */
    FOREIGN {
        @Override
        void make(Path file) throws IOException {
            try (AgentProcess agent = AgentProcess.start()) {
                agent.open(file).run("CREATE TABLE recipes(id INTEGER PRIMARY KEY, title TEXT)");
            }
        }
    },
    HOT_JOURNAL {
        @Override
        void make(Path file) {
            AgentProcess.start().create(file, 31, Journal.DELETE).session("s1").dieLeavingHotJournal();
        }
    };

    private static final long PAGE = 4096;

    abstract void make(Path file) throws IOException;

    /**
     * Puts it into a store's place. It is made beside the home and moved, since nothing in this process may open a file
     * that the service may have open.
     */
    public void put(Path stateDb) {
        try {
            Path folder = Files.createTempDirectory("ill-store-");
            Path made = folder.resolve(stateDb.getFileName());
            make(made);
            Path journal = made.resolveSibling(made.getFileName() + "-journal");
            if (Files.exists(journal)) {
                Files.move(journal, stateDb.resolveSibling(journal.getFileName()));
            }
            Files.move(made, stateDb, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cut(Path file, long length) throws IOException {
        try (AgentProcess agent = AgentProcess.start()) {
            agent.create(file, 31, Journal.DELETE).session("s1");
            for (int i = 0; i < 50; i++) {
                agent.message("s1", "user", "many words ".repeat(200));
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
