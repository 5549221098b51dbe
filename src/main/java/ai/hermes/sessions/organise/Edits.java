package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.Tags;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Projection;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.session.PinQuota;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What each deed does to an annotation. */
@Singleton
final class Edits {

    private final SessionFinder sessions;
    private final Clock clock;
    private final OrganiseConfig limits;
    private final PinQuota quota;

    @Inject
    Edits(SessionFinder sessions, Clock clock, OrganiseConfig limits, PinQuota quota) {
        this.sessions = sessions;
        this.clock = clock;
        this.limits = limits;
        this.quota = quota;
    }

    /** Keeps conversations at hand, as many as can be. */
    Edit pin(Profile profile) {
        int[] taken = {-1};
        return (conversation, before, all) -> {
            if (!before.pinned().orElse(conversation.pinned())) {
                // Counted no sooner: now nobody else takes a place meanwhile.
                taken[0] = taken[0] < 0 ? pinned(profile) : taken[0];
                int limit = quota.limit();
                if (taken[0] >= limit) {
                    throw new ApiException(
                            400,
                            "pin_quota",
                            "Up to " + limit + " sessions can be pinned. Unpin one before pinning another.",
                            Map.of());
                }
                taken[0] += conversation.rule(now()) == Rule.LISTED ? 1 : 0;
            }
            return before.pinned(true);
        };
    }

    private int pinned(Profile profile) {
        double now = now();
        List<Conversation> all =
                sessions.lastGood(profile).map(Projection::conversations).orElse(List.of());
        return (int) all.stream()
                .filter(it -> it.pinned() && it.rule(now) == Rule.LISTED)
                .count();
    }

    Edit unpin() {
        return (conversation, before, all) -> before.pinned(false);
    }

    Edit archive(boolean archived) {
        return (conversation, before, all) -> before.archived(archived);
    }

    Edit hide(boolean hidden) {
        return (conversation, before, all) -> before.hidden(hidden);
    }

    /** @param projectId empty for none */
    Edit move(Profile profile, Optional<String> projectId) {
        return (conversation, before, all) -> {
            if (projectId.isPresent() && all.project(profile, projectId.get()).isEmpty()) {
                throw ApiException.notFound("Project not found");
            }
            return before.inProject(projectId);
        };
    }

    /** @param title empty for the agent's own */
    Edit rename(Optional<String> title) {
        return (conversation, before, all) -> before.titled(title);
    }

    /** @param note empty for none */
    Edit note(Optional<String> note) {
        return (conversation, before, all) -> before.noted(note);
    }

    /** Gives a conversation these tags and no others. */
    Edit setTags(Tags tags) {
        return (conversation, before, all) -> before.tagged(allowed(tags));
    }

    Edit changeTags(Tags added, Tags removed) {
        return (conversation, before, all) ->
                before.tagged(allowed(before.tags().without(removed.names()).with(added.names())));
    }

    private Tags allowed(Tags tags) {
        if (tags.names().size() > limits.maxTags()) {
            throw new ApiException(
                    400, "too_many_tags", "A session can have up to " + limits.maxTags() + " tags.", Map.of());
        }
        return tags;
    }

    Edit trash() {
        double now = now();
        return (conversation, before, all) ->
                before.trashedAt().isPresent() ? before : before.trashed(OptionalDouble.of(now));
    }

    Edit restore() {
        return (conversation, before, all) -> before.trashed(OptionalDouble.empty());
    }

    Edit read() {
        double now = now();
        return (conversation, before, all) ->
                conversation.unread() ? before.read(OptionalDouble.of(Math.max(now, conversation.activity()))) : before;
    }

    Edit unread() {
        return (conversation, before, all) -> conversation.unread() ? before : before.read(OptionalDouble.of(0));
    }

    private double now() {
        return clock.millis() / 1000.0;
    }
}
