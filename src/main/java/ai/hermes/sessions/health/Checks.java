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

    private final ProcessChecks process;
    private final ListCheck list;
    private final FeedCheck feed;
    private final AnnotationCheck annotations;
    private final AgentStores stores;
    private final StoreReader reader;
    private final HealthConfig config;

    @Inject
    Checks(
            ProcessChecks process,
            ListCheck list,
            FeedCheck feed,
            AnnotationCheck annotations,
            AgentStores stores,
            StoreReader reader,
            HealthConfig config) {
        this.process = process;
        this.list = list;
        this.feed = feed;
        this.annotations = annotations;
        this.stores = stores;
        this.reader = reader;
        this.config = config;
    }

    List<Check> current() {
        List<Check> all = new ArrayList<>(process.current());
        all.add(list);
        all.add(feed);
        all.add(annotations);
        all.addAll(stores());
        return all;
    }

    ProcessChecks process() {
        return process;
    }

    ListCheck list() {
        return list;
    }

    FeedCheck feed() {
        return feed;
    }

    AnnotationCheck annotations() {
        return annotations;
    }

    /** One for each store, the default profile's first. */
    List<StoreCheck> stores() {
        return stores.all().stream().map(this::of).toList();
    }

    private StoreCheck of(AgentStore store) {
        return new StoreCheck(store, reader, config.store());
    }
}
