package ai.hermes.sessions.mcp;

import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** The profiles that a caller names. */
@Singleton
class CallerProfiles {

    private static final String ALL = "all";

    private final AgentStores stores;

    @Inject
    CallerProfiles(AgentStores stores) {
        this.stores = stores;
    }

    /** One profile, or all that there are. */
    List<Profile> named(String name) {
        return name.equals(ALL) ? stores.all().stream().map(AgentStore::profile).toList() : List.of(one(name));
    }

    /** @throws ApiException 404 if there is no such profile */
    Profile one(String name) {
        return Profile.named(name)
                .filter(it -> stores.of(it).isPresent())
                .orElseThrow(() -> ApiException.notFound("There is no such profile"));
    }
}
