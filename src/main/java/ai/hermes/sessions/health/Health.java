package ai.hermes.sessions.health;

import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The one truth behind every form in which health is told. Only reads what the prober last saw. */
@Singleton
public class Health {

    private final Checks checks;
    private final Prober prober;
    private final AgentStores stores;

    @Inject
    Health(Checks checks, Prober prober, AgentStores stores) {
        this.checks = checks;
        this.prober = prober;
        this.stores = stores;
    }

    /** What is known of the process itself. */
    ProcessHealth process() {
        ProcessChecks process = checks.process();
        return new ProcessHealth(
                result(process.port()),
                result(process.eventLoops()),
                result(process.workers()),
                result(process.descriptors()),
                result(process.memory()),
                result(process.disk()),
                result(process.export()));
    }

    CheckResult list() {
        return result(checks.list());
    }

    CheckResult feed() {
        return result(checks.feed());
    }

    CheckResult annotations() {
        return result(checks.annotations());
    }

    /** Whether the process makes progress. No store has a say in it: a restart heals none. */
    public boolean alive() {
        return checks.process().all().filter(Check::vital).map(this::result).allMatch(CheckResult::up);
    }

    CheckResult defaultStore() {
        return stores().getOrDefault(Profile.DEFAULT, CheckResult.pending("store"));
    }

    /** Each store that the home has now, the default profile's first. */
    Map<Profile, CheckResult> stores() {
        Map<Profile, CheckResult> all = new TreeMap<>();
        checks.stores().forEach(check -> all.put(check.store().profile(), result(check)));
        return all;
    }

    /** Whether sessions can be read, are listed as they are, and what is added to them is kept, if it is to be. */
    boolean ready() {
        CheckResult store = defaultStore();
        return store.looked() && store.up() && list().up() && annotations().up();
    }

    /** Whether the sessions were read for the first time, or it is known why they cannot be. */
    public boolean started() {
        return stores.of(Profile.DEFAULT)
                        .map(AgentStore::condition)
                        .filter(condition -> condition.known())
                        .isPresent()
                && defaultStore().looked();
    }

    /** All components by name, those of the process first. */
    Map<String, CheckResult> components() {
        Map<String, CheckResult> all = new LinkedHashMap<>();
        Stream.concat(checks.process().all(), Stream.of(checks.list(), checks.feed(), checks.annotations()))
                .forEach(check -> all.put(check.name(), result(check)));
        checks.stores().forEach(check -> all.put(check.name(), result(check)));
        return all;
    }

    /** A line for each component, for people. */
    public List<String> lines() {
        return components().values().stream().map(CheckResult::line).toList();
    }

    private CheckResult result(Check check) {
        return prober.result(check).orElseGet(() -> CheckResult.pending(check.name()));
    }
}
