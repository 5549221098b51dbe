package ai.hermes.sessions.annotation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be taken over from elsewhere, in one change.
 *
 * @param projects new ones
 * @param annotations new values
 * @param marks what is not to be taken over again
 * @param at when, in seconds since 1970
 */
public record TakeOver(
        List<Project> projects, Map<ConversationKey, Annotation> annotations, Set<ImportMark> marks, double at) {

    /** Tells what is to be taken over, given what there is. */
    @FunctionalInterface
    public interface Plan {

        /**
         * @param now what people added so far
         * @param done what was taken over before
         */
        TakeOver of(Annotations now, Set<ImportMark> done);
    }
}
