package ai.hermes.sessions.mcp;

import ai.hermes.sessions.caller.CallerAccess;
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
    private final CallerAccess access;

    @Inject
    CallerProfiles(AgentStores stores, CallerAccess access) {
        this.stores = stores;
        this.access = access;
    }

    /** One profile, or all that the caller may see. */
    List<Profile> named(String name) {
        return name.equals(ALL)
                ? stores.all().stream()
                        .map(AgentStore::profile)
                        .filter(access.visible()::sees)
                        .toList()
                : List.of(one(name));
    }

    /** @throws ApiException 404 if there is no such profile, or none that the caller may see */
    Profile one(String name) {
        return Profile.named(name)
                .filter(it -> stores.of(it).isPresent() && access.visible().sees(it))
                .orElseThrow(() -> ApiException.notFound("There is no such profile"));
    }
}
