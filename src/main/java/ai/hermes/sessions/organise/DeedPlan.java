package ai.hermes.sessions.organise;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.Annotations;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.wire.ApiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A deed that is to be done to some conversations; tells afterwards what came of it for each. For one use. */
final class DeedPlan implements AnnotationRepository.Plan {

    private final Deed deed;
    private final Edit edit;
    private final List<Target> targets;
    private final List<OutcomeRow> rows = new ArrayList<>();
    private Optional<ApiException> refusal = Optional.empty();

    DeedPlan(Deed deed, Edit edit, List<Target> targets) {
        this.deed = deed;
        this.edit = edit;
        this.targets = targets;
    }

    Deed deed() {
        return deed;
    }

    @Override
    public Map<ConversationKey, Annotation> of(Annotations now) {
        Map<ConversationKey, Annotation> planned = new HashMap<>();
        targets.forEach(target -> rows.add(row(target, planned, now)));
        return planned;
    }

    private OutcomeRow row(Target target, Map<ConversationKey, Annotation> planned, Annotations now) {
        if (target.conversation().isEmpty()) {
            return OutcomeRow.of(target.sessionId(), Outcome.NOT_FOUND, SessionFinder.notFound());
        }
        Conversation conversation = target.conversation().get();
        try {
            deed.allowFor(conversation);
            ConversationKey key = conversation.key();
            Annotation before = planned.getOrDefault(key, now.of(key));
            Annotation after = edit.of(conversation, before, now);
            planned.put(key, after);
            return OutcomeRow.of(target.sessionId(), after.equals(before) ? Outcome.UNCHANGED : Outcome.CHANGED);
        } catch (ApiException e) {
            refusal = Optional.of(e);
            return OutcomeRow.of(target.sessionId(), Outcome.REFUSED, e);
        }
    }

    /** What came of it, in the order of the targets. */
    List<OutcomeRow> rows() {
        return rows;
    }

    /** The last of the refusals. */
    Optional<ApiException> refusal() {
        return refusal;
    }

    /**
     * What it is to be done to.
     *
     * @param sessionId the id of any segment
     * @param conversation empty where there is none
     */
    record Target(String sessionId, Optional<Conversation> conversation) {

        static Target of(Conversation conversation) {
            return new Target(conversation.tip().id(), Optional.of(conversation));
        }
    }
}
