package ai.hermes.sessions.webui;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.annotation.ImportMark;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.conversation.ListState;
import ai.hermes.sessions.store.AgentStore;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.store.StoreFault;
import ai.hermes.sessions.store.StoreFaultException;
import ai.hermes.sessions.webui.ImportPlan.Place;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes over what people organised in the old web UI: projects, what is in them, pins, archive flags and titles. */
@Singleton
class WebuiImport {

    private final WebuiSessions sessions;
    private final OldProjects oldProjects;
    private final AnnotationRepository annotations;
    private final AgentStores stores;
    private final ConversationList conversations;
    private final Clock clock;

    @Inject
    WebuiImport(
            WebuiSessions sessions,
            OldProjects oldProjects,
            AnnotationRepository annotations,
            AgentStores stores,
            ConversationList conversations,
            Clock clock) {
        this.sessions = sessions;
        this.oldProjects = oldProjects;
        this.annotations = annotations;
        this.stores = stores;
        this.conversations = conversations;
        this.clock = clock;
    }

    /** What would be taken over now. */
    ImportAnswer preview() {
        Found found = find();
        ImportPlan plan = plan(found, annotations.annotations(), annotations.takenOver());
        return ImportAnswer.of(true, plan.rows(), sessions.report());
    }

    /** Takes it over; twice is the same as once. */
    synchronized ImportAnswer run() {
        Found found = find();
        ImportPlan[] made = new ImportPlan[1];
        annotations.takeOver((now, done) -> {
            made[0] = plan(found, now, done);
            return made[0].takeOver(clock.millis() / 1000.0);
        });
        return ImportAnswer.of(false, made[0].rows(), sessions.report());
    }

    private record Found(List<OldProject> projects, List<Sidecar> sidecars) {}

    private Found find() {
        sessions.lookNow();
        List<OldProject> projects = oldProjects.all();
        return new Found(
                projects,
                sessions.byId().values().stream()
                        .sorted(Comparator.comparing(Sidecar::id))
                        .toList());
    }

    private ImportPlan plan(Found found, Annotations now, Set<ImportMark> done) {
        ImportPlan plan = new ImportPlan(now, done, this::place);
        found.projects.forEach(it -> plan.add(it, owner(it, found.sidecars)));
        found.sidecars.forEach(plan::add);
        return plan;
    }

    /** Old versions did not tell whose a project is; what is in it does. */
    private Optional<Profile> owner(OldProject project, List<Sidecar> sidecars) {
        return Profile.named(project.profile().orElseGet(() -> sidecars.stream()
                        .filter(it -> it.projectId().equals(project.id()))
                        .map(Sidecar::profile)
                        .findFirst()
                        .orElse(Profile.DEFAULT.name())))
                .filter(it -> stores.of(it).isPresent());
    }

    private Place place(Sidecar sidecar) {
        Optional<AgentStore> store = sidecar.owner().flatMap(stores::of);
        if (store.isEmpty()) {
            return new Place(Optional.empty(), "the home has no such profile");
        }
        try {
            ListState state = conversations.of(store.get());
            if (state.fault().filter(it -> it != StoreFault.MISSING).isPresent()) {
                // Which conversation it belongs to is not known for sure.
                return new Place(Optional.empty(), "the store of its profile cannot be read now");
            }
            Optional<Conversation> found = state.projection().find(sidecar.id());
            return new Place(found.map(Conversation::key), "it is not listed yet");
        } catch (StoreFaultException e) {
            return new Place(Optional.empty(), "the store of its profile cannot be read now");
        }
    }
}
