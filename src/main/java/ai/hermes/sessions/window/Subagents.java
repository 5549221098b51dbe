package ai.hermes.sessions.window;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.Link;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.transcript.Anchor;
import ai.hermes.sessions.transcript.Excerpt;
import ai.hermes.sessions.transcript.Limits;
import ai.hermes.sessions.transcript.PictureAddress;
import ai.hermes.sessions.transcript.Show;
import ai.hermes.sessions.transcript.SliceRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what began while some messages were written. The list in memory tells; nothing is read for it as a rule. */
@Singleton
class Subagents {

    private static final int MOST = 50;

    private final SessionFinder sessions;

    @Inject
    Subagents(SessionFinder sessions) {
        this.sessions = sessions;
    }

    /**
     * @param messages consecutive ones, oldest first
     * @param before whether there are earlier ones
     * @param after whether there are later ones
     */
    List<Subagent> during(Opened opened, List<Excerpt> messages, boolean before, boolean after) {
        List<Conversation> all = of(opened.conversation());
        if (all.isEmpty() || messages.isEmpty()) {
            return List.of();
        }
        double from = before ? messages.get(0).timestamp() : Double.NEGATIVE_INFINITY;
        double last = messages.get(messages.size() - 1).timestamp();
        boolean later = after && all.stream().anyMatch(it -> it.root().startedAt() >= last);
        double to = later ? next(opened, messages) : after ? last : Double.POSITIVE_INFINITY;
        return all.stream()
                .filter(it -> it.root().startedAt() >= from && it.root().startedAt() < to)
                .limit(MOST)
                .map(it -> Subagent.of(it, afterWhich(messages, it.root().startedAt())))
                .toList();
    }

    private static double next(Opened opened, List<Excerpt> messages) {
        Anchor last = new Anchor.After(messages.get(messages.size() - 1).id());
        return opened
                .messages()
                .slice(new SliceRequest(last, 1, 0, Show.USUAL, new Limits(0, 0)), PictureAddress.NONE)
                .messages()
                .stream()
                .mapToDouble(Excerpt::timestamp)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private List<Conversation> of(Conversation conversation) {
        Set<String> segments =
                conversation.segments().stream().map(SessionRow::id).collect(Collectors.toSet());
        return sessions.lastGood(conversation.profile()).stream()
                .flatMap(it -> it.conversations().stream())
                .filter(it -> it.parent()
                        .filter(parent -> segments.contains(parent.id()))
                        .isPresent())
                .filter(it -> it.link() == Link.CHILD || it.link() == Link.BRANCH)
                .filter(it -> !it.trashed() && !it.hidden())
                .sorted(Comparator.comparingDouble(it -> it.root().startedAt()))
                .toList();
    }

    private static Optional<Long> afterWhich(List<Excerpt> messages, double time) {
        Stream<Excerpt> earlier = messages.stream().filter(it -> it.timestamp() > 0 && it.timestamp() <= time);
        return earlier.reduce((one, other) -> other).map(Excerpt::id);
    }
}
