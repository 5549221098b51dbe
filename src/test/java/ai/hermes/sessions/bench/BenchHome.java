package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.TestHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The home that is measured: the one that {@code BENCH_HOME} names, which stays, or one that is made for the occasion
 * and removed. Messages are added to it while it is measured.
 */
record BenchHome(TestHome home, boolean made) implements AutoCloseable {

    static BenchHome of(StorePlan plan) throws SQLException, IOException {
        Optional<Path> given = Optional.ofNullable(System.getenv("BENCH_HOME")).map(Path::of);
        if (given.isPresent() && Files.exists(given.get().resolve("state.db"))) {
            return new BenchHome(new TestHome(given.get()), false);
        }
        TestHome home = TestHome.create();
        StoreGenerator.generate(plan, 1, home.stateDb());
        return new BenchHome(home, true);
    }

    Path stateDb() {
        return home.stateDb();
    }

    @Override
    public void close() {
        if (made) {
            home.close();
        }
    }

    /** A number from the environment. */
    static int number(String variable, int otherwise) {
        return Integer.parseInt(System.getenv().getOrDefault(variable, String.valueOf(otherwise)));
    }
}
