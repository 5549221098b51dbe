package ai.hermes.sessions.webui;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.annotation.ImportMark;
import ai.hermes.sessions.annotation.ImportMark.Kind;
import ai.hermes.sessions.annotation.Project;
import ai.hermes.sessions.annotation.TakeOver;
import ai.hermes.sessions.annotation.ThreeState;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.webui.ImportRow.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Decides what of the old web UI is taken over. Each thing once; and nothing where people said something here already,
 * before or since.
 */
final class ImportPlan {

    private final Annotations now;
    private final Set<ImportMark> done;
    private final Function<Sidecar, Place> places;
    private final List<Project> projects = new ArrayList<>();
    private final Map<ConversationKey, Annotation> annotations = new HashMap<>();
    private final Set<ImportMark> marks = new HashSet<>();
    private final List<ImportRow> rows = new ArrayList<>();

    /** @param places where a session of the old web UI is here */
    ImportPlan(Annotations now, Set<ImportMark> done, Function<Sidecar, Place> places) {
        this.now = now;
        this.done = done;
        this.places = places;
    }

    /**
     * Where something of the old web UI is here.
     *
     * @param key the conversation; empty where there is none
     * @param why why there is none
     */
    record Place(Optional<ConversationKey> key, String why) {}

    void add(OldProject project, Optional<Profile> profile) {
        String owner = project.profile().orElse(Profile.DEFAULT.name());
        if (profile.isEmpty()) {
            rows.add(new ImportRow(
                    Kind.PROJECT,
                    project.id(),
                    owner,
                    project.name(),
                    Outcome.SKIPPED,
                    Optional.of("the home has no such profile")));
            return;
        }
        ImportMark mark = new ImportMark(Kind.PROJECT, profile.get(), project.id());
        boolean there = now.projects().stream().anyMatch(it -> it.id().equals(project.id()));
        boolean known = done.contains(mark) || there || !marks.add(mark);
        if (!known) {
            projects.add(
                    new Project(project.id(), project.name(), project.color(), profile.get(), project.createdAt()));
        }
        marks.add(mark);
        rows.add(new ImportRow(
                Kind.PROJECT,
                project.id(),
                owner,
                project.name(),
                known ? Outcome.ALREADY : Outcome.IMPORTED,
                Optional.empty()));
    }

    void add(Sidecar sidecar) {
        if (sidecar.pinned()) {
            add(Kind.PIN, sidecar, it -> it.pinned() != ThreeState.UNSET, it -> it.pinned(true));
        }
        if (sidecar.archived()) {
            add(Kind.ARCHIVE, sidecar, it -> it.archived() != ThreeState.UNSET, it -> it.archived(true));
        }
        if (sidecar.manualTitle() && !sidecar.title().isBlank()) {
            add(Kind.TITLE, sidecar, it -> it.title().isPresent(), it -> it.titled(sidecar.title()));
        }
        if (!sidecar.projectId().isEmpty()) {
            add(
                    Kind.MEMBERSHIP,
                    sidecar,
                    it -> it.projectId().isPresent(),
                    it -> it.inProject(Optional.of(sidecar.projectId())));
        }
    }

    private void add(Kind kind, Sidecar sidecar, Predicate<Annotation> said, UnaryOperator<Annotation> change) {
        Place place = places.apply(sidecar);
        if (place.key().isEmpty()) {
            skip(kind, sidecar, place.why());
            return;
        }
        ConversationKey key = place.key().get();
        ImportMark mark = new ImportMark(kind, key.profile(), sidecar.id());
        Annotation before = annotations.getOrDefault(key, now.of(key));
        if (done.contains(mark)) {
            row(kind, sidecar, Outcome.ALREADY);
        } else if (kind == Kind.MEMBERSHIP && !hasProject(key.profile(), sidecar.projectId())) {
            skip(kind, sidecar, "its project is not there");
        } else {
            boolean kept = said.test(before);
            marks.add(mark);
            if (!kept) {
                annotations.put(key, change.apply(before));
            }
            row(kind, sidecar, kept ? Outcome.KEPT : Outcome.IMPORTED);
        }
    }

    private boolean hasProject(Profile profile, String id) {
        return now.project(profile, id).isPresent()
                || projects.stream()
                        .anyMatch(it -> it.id().equals(id) && it.profile().equals(profile));
    }

    private void row(Kind kind, Sidecar sidecar, Outcome outcome) {
        rows.add(new ImportRow(kind, sidecar.id(), sidecar.profile(), sidecar.title(), outcome, Optional.empty()));
    }

    private void skip(Kind kind, Sidecar sidecar, String why) {
        rows.add(new ImportRow(
                kind, sidecar.id(), sidecar.profile(), sidecar.title(), Outcome.SKIPPED, Optional.of(why)));
    }

    TakeOver takeOver(double at) {
        return new TakeOver(List.copyOf(projects), Map.copyOf(annotations), Set.copyOf(marks), at);
    }

    List<ImportRow> rows() {
        return List.copyOf(rows);
    }
}
