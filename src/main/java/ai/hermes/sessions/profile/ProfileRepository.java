package ai.hermes.sessions.profile;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.AgentHome;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** The profiles that the home has. */
@Singleton
class ProfileRepository {

    private final AgentHome home;
    private final AgentStores stores;
    private final SessionFinder sessions;
    private final GatewayStates gateways;
    private final Clock clock;

    @Inject
    ProfileRepository(AgentHome home, AgentStores stores, SessionFinder sessions, GatewayStates gateways, Clock clock) {
        this.home = home;
        this.stores = stores;
        this.sessions = sessions;
        this.gateways = gateways;
        this.clock = clock;
    }

    ProfileList list(Profile active, Visible visible) {
        return new ProfileList(
                stores.all().stream()
                        .map(AgentStore::profile)
                        .filter(visible::sees)
                        .map(it -> ProfileRow.of(
                                it, home.folder(it), active, gateways.of(it).running(clock.instant())))
                        .toList(),
                active.name(),
                false);
    }

    ActiveProfile active(Profile profile) {
        Optional<String> workspace = sessions.lastGood(profile).stream()
                .flatMap(it -> it.conversations().stream())
                .map(it -> it.tip().cwd())
                .filter(it -> !it.isEmpty())
                .findFirst();
        return new ActiveProfile(profile.name(), home.folder(profile).toString(), profile.isDefault(), workspace);
    }

    /** @throws ApiException 400 if the body names nothing that could be a profile, 404 if the home has none such */
    ProfileSwitch choose(JsonBody body, Visible visible) {
        body.require("name");
        Profile chosen =
                body.text("name").flatMap(Profile::named).orElseThrow(() -> ApiException.badRequest("invalid profile"));
        if (!visible.sees(chosen) || stores.of(chosen).isEmpty()) {
            throw ApiException.notFound("Profile not found");
        }
        return new ProfileSwitch(
                true, chosen.name(), active(chosen), list(chosen, visible).profiles());
    }
}
