package ai.hermes.sessions.health;

import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.StoreReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** All that is to be looked at now. Stores come and go with their profiles. */
@Singleton
final class Checks {

    private final PortCheck port;
    private final DescriptorCheck descriptors;
    private final AgentStores stores;
    private final StoreReader reader;
    private final HealthConfig config;

    @Inject
    Checks(PortCheck port, DescriptorCheck descriptors, AgentStores stores, StoreReader reader, HealthConfig config) {
        this.port = port;
        this.descriptors = descriptors;
        this.stores = stores;
        this.reader = reader;
        this.config = config;
    }

    List<Check> current() {
        List<Check> all = new ArrayList<>();
        if (port.listening()) {
            all.add(port);
        }
        all.add(descriptors);
        all.addAll(stores());
        return all;
    }

    PortCheck port() {
        return port;
    }

    DescriptorCheck descriptors() {
        return descriptors;
    }

    /** One for each store, the default profile's first. */
    List<StoreCheck> stores() {
        return stores.all().stream().map(this::of).toList();
    }

    private StoreCheck of(AgentStore store) {
        return new StoreCheck(store, reader, config.store());
    }
}
