package ai.hermes.sessions.diagnostics;

import ai.hermes.sessions.store.AgentStores;
import io.quarkus.runtime.Quarkus;
import java.util.Optional;

/**
 * What runs.
 *
 * @param version of this service
 * @param quarkus version of Quarkus; null where its archive does not tell it
 * @param java version of Java
 * @param sqlite version of SQLite, as its driver counts
 */
record BuildReport(String version, Optional<String> quarkus, String java, String sqlite) {

    static BuildReport of(String version) {
        return new BuildReport(
                version,
                Optional.ofNullable(Quarkus.class.getPackage().getImplementationVersion()),
                Runtime.version().toString(),
                AgentStores.sqliteVersion());
    }
}
