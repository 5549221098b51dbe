package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.Annotation;
import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.store.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a person sees as one thread: a session with the segments that it was compressed into folded. Times are seconds
 * since 1970.
 *
 * @param profile whose it is
 * @param keeping who has its messages
 * @param segments its sessions from root to tip, at least one
 * @param source where it came from
 * @param title what a person named it, else the title of the tip, else of the nearest earlier segment that has one;
 *     never empty
 * @param messageCount messages of the tip that can be seen
 * @param userMessageCount those of the user among them
 * @param totalMessageCount messages of all segments together
 * @param activity when the tip was last active
 * @param turnUntil until when a turn runs at the latest; 0 where none runs
 * @param parent the session that it branched from or works for
 * @param link what it is to its parent
 * @param annotation what a person added to it, which wins over what the store has
 * @param keptOff the rule by which people's settings keep it off the list; empty where they do not
 */
public record Conversation(
        Profile profile,
        Keeping keeping,
        List<SessionRow> segments,
        Source source,
        String title,
        long messageCount,
        long userMessageCount,
        long totalMessageCount,
        double activity,
        double turnUntil,
        Optional<ParentSession> parent,
        Link link,
        Annotation annotation,
        Optional<Rule> keptOff) {

    /** The session that it began with. Its id is the stable key of the conversation. */
    public SessionRow root() {
        return segments.get(0);
    }

    /** The session that it goes on in. Its id is what clients know the conversation by. */
    public SessionRow tip() {
        return segments.get(segments.size() - 1);
    }

    /** The same conversation with numbers from a read of its messages. */
    public Conversation counted(long messages, double newestAt) {
        return new Conversation(
                profile,
                keeping,
                segments,
                source,
                title,
                messages,
                userMessageCount,
                messages,
                Math.max(activity, newestAt),
                turnUntil,
                parent,
                link,
                annotation,
                keptOff);
    }

    /** The same conversation, as the store has it, with what a person added to it and what settings make of it. */
    Conversation annotated(Annotation added, Optional<Rule> settings) {
        return new Conversation(
                profile,
                keeping,
                segments,
                source,
                added.title().orElse(title),
                messageCount,
                userMessageCount,
                totalMessageCount,
                activity,
                turnUntil,
                parent,
                link,
                added,
                settings);
    }

    /** The same conversation with another keeper. */
    Conversation kept(Keeping by) {
        return new Conversation(
                profile,
                by,
                segments,
                source,
                title,
                messageCount,
                userMessageCount,
                totalMessageCount,
                activity,
                turnUntil,
                parent,
                link,
                annotation,
                keptOff);
    }

    /** The same conversation, which came of a session of somebody else's. */
    Conversation under(SessionRow its) {
        return new Conversation(
                profile,
                keeping,
                segments,
                source,
                title,
                messageCount,
                userMessageCount,
                totalMessageCount,
                activity,
                turnUntil,
                Optional.of(ParentSession.of(its)),
                Link.of(root(), Optional.of(its)),
                annotation,
                keptOff);
    }

    /**
     * A store's conversation, with what the store lacks from another source of the same one: flags, a title where no
     * segment has one, and the messages where the store has none at all.
     */
    Conversation filledBy(Conversation other) {
        List<SessionRow> rows = new ArrayList<>(segments);
        rows.set(0, root().flagged(other.pinned(), other.archived()));
        boolean untitled = segments.stream().allMatch(row -> row.title().isBlank());
        boolean theirs = totalMessageCount == 0 && other.tip().id().equals(tip().id());
        return new Conversation(
                profile,
                theirs ? other.keeping : keeping,
                List.copyOf(rows),
                source,
                untitled ? other.title : title,
                theirs ? other.messageCount : messageCount,
                theirs ? other.userMessageCount : userMessageCount,
                theirs ? other.totalMessageCount : totalMessageCount,
                activity,
                turnUntil,
                parent,
                link,
                annotation,
                keptOff);
    }

    /** What it is known by for good. */
    public ConversationKey key() {
        return new ConversationKey(profile, root().id());
    }

    /** Whether a turn runs at that time. */
    public boolean running(double now) {
        return turnUntil > now;
    }

    /** Whether it is kept at hand. */
    public boolean pinned() {
        return annotation.pinned().orElse(root().pinned() || tip().pinned());
    }

    /** Whether it is out of the default list. The agent sets this for all segments, old ones for some. */
    public boolean archived() {
        return annotation.archived().orElse(root().archived() || tip().archived());
    }

    /** Whether it is out of all lists. */
    public boolean hidden() {
        return annotation.hidden().orElse(root().hidden() || tip().hidden());
    }

    /** Whether it is in the trash. */
    public boolean trashed() {
        return annotation.trashedAt().isPresent();
    }

    /** Whether it was active after it was last read. What nobody marked, neither a person nor the agent, is read. */
    public boolean unread() {
        OptionalDouble readAt = annotation.readAt().isPresent() ? annotation.readAt() : tip().lastReadAt();
        return readAt.isPresent() && activity > readAt.getAsDouble();
    }

    /** Whether it is shown under its parent and cannot be changed on its own. */
    public boolean child() {
        return link == Link.CHILD || link == Link.CONTINUATION;
    }

    /**
     * Where it is, by the first rule that holds; of its sessions only the tip stands for it, see {@link Rule#SEGMENT}.
     */
    public Rule rule(double now) {
        if (child()) {
            return Rule.CHILD;
        } else if (trashed()) {
            return Rule.TRASHED;
        } else if (archived()) {
            return Rule.ARCHIVED;
        } else if (hidden()) {
            return Rule.HIDDEN;
        } else if (keptOff.isPresent()) {
            return keptOff.get();
        } else if (source.internal()) {
            return Rule.INTERNAL;
        }
        return totalMessageCount == 0 && !running(now) ? Rule.EMPTY : Rule.LISTED;
    }
}
