package ai.hermes.sessions.organise;

import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.session.SessionFinder;
import ai.hermes.sessions.session.SessionSummary;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Changes what people added to one conversation. It is found by the id of any of its segments, and what is added stays
 * with it when it is compressed.
 *
 * <p>All methods throw {@link ApiException} for what may not be done, and
 * {@link ai.hermes.sessions.annotation.AnnotationFaultException} if it could not be kept.
 */
@Singleton
class OrganiseRepository {

    private static final int TITLE_LENGTH = 80;
    private static final String UNTITLED = "Untitled";
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]+");

    private final SessionFinder sessions;
    private final Organiser organiser;
    private final Edits edits;
    private final TagNames tagNames;
    private final Clock clock;
    private final int noteLength;

    @Inject
    OrganiseRepository(
            SessionFinder sessions,
            Organiser organiser,
            Edits edits,
            TagNames tagNames,
            Clock clock,
            OrganiseConfig config) {
        this.sessions = sessions;
        this.organiser = organiser;
        this.edits = edits;
        this.tagNames = tagNames;
        this.clock = clock;
        this.noteLength = config.noteLength();
    }

    Organised pin(Profile profile, String sessionId, boolean pinned) {
        return pinned
                ? change(profile, sessionId, Deed.PIN, edits.pin(profile))
                : change(profile, sessionId, Deed.UNPIN, edits.unpin());
    }

    Organised archive(Profile profile, String sessionId, boolean archived) {
        return change(profile, sessionId, archived ? Deed.ARCHIVE : Deed.UNARCHIVE, edits.archive(archived));
    }

    Organised hide(Profile profile, String sessionId, boolean hidden) {
        return change(profile, sessionId, hidden ? Deed.HIDE : Deed.UNHIDE, edits.hide(hidden));
    }

    Organised unread(Profile profile, String sessionId, boolean unread) {
        return unread
                ? change(profile, sessionId, Deed.UNREAD, edits.unread())
                : change(profile, sessionId, Deed.READ, edits.read());
    }

    Organised restore(Profile profile, String sessionId) {
        return change(profile, sessionId, Deed.RESTORE, edits.restore());
    }

    Organised move(Profile profile, String sessionId, Optional<String> projectId) {
        return change(profile, sessionId, Deed.MOVE, edits.move(profile, projectId));
    }

    /** @param title empty for the agent's own */
    Organised rename(Profile profile, String sessionId, Optional<String> title) {
        Optional<String> cut =
                title.map(it -> JsonBody.cut(it.strip(), TITLE_LENGTH).strip()).map(it -> it.isEmpty() ? UNTITLED : it);
        return change(profile, sessionId, Deed.RENAME, edits.rename(cut));
    }

    /** @param note blank for none */
    Organised note(Profile profile, String sessionId, String note) {
        if (note.codePointCount(0, note.length()) > noteLength) {
            throw ApiException.badRequest("note must be " + noteLength + " characters or less");
        }
        Optional<String> kept = Optional.of(note).filter(it -> !it.isBlank());
        Organised done = change(profile, sessionId, Deed.NOTE, edits.note(kept));
        return new Organised(true, done.session(), kept, done.changeId());
    }

    /** By the members {@code set}, or {@code add} and {@code remove}: names of tags. */
    Organised tag(Profile profile, String sessionId, JsonBody body) {
        if (body.has("set")) {
            return change(profile, sessionId, Deed.TAG, edits.setTags(tagNames.in(body, "set")));
        } else if (!body.has("add") && !body.has("remove")) {
            throw ApiException.badRequest("Missing required field(s): set, or add or remove");
        }
        return change(
                profile,
                sessionId,
                body.has("add") ? Deed.TAG : Deed.UNTAG,
                edits.changeTags(tagNames.in(body, "add"), tagNames.in(body, "remove")));
    }

    /** Moves a conversation to the trash. One that is not there is gone already, which is what was wanted. */
    Organised.Trashed trash(Profile profile, Visible visible, String sessionId) {
        if (sessionId.isEmpty()) {
            throw ApiException.badRequest("session_id is required");
        } else if (!ID.matcher(sessionId).matches()) {
            throw ApiException.badRequest("Invalid session_id");
        }
        try {
            Organised done = change(profile, sessionId, Deed.TRASH, edits.trash());
            return new Organised.Trashed(true, false, Optional.of(done.session()), done.changeId());
        } catch (ApiException e) {
            // One of another profile is there, and not for this caller.
            if (e.status() != 404 || sessions.foreign(profile, visible, sessionId)) {
                throw e;
            }
            return new Organised.Trashed(true, false, Optional.empty(), OptionalLong.empty());
        }
    }

    private Organised change(Profile profile, String sessionId, Deed deed, Edit edit) {
        Conversation conversation = sessions.find(profile, sessionId);
        DeedPlan plan = new DeedPlan(deed, edit, List.of(new DeedPlan.Target(sessionId, Optional.of(conversation))));
        OptionalLong changeId = organiser.make(profile, plan);
        plan.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        Conversation now = sessions.find(profile, sessionId);
        Optional<Conversation> parent =
                now.parent().flatMap(it -> sessions.lastGood(profile).flatMap(list -> list.find(it.id())));
        return new Organised(
                true, SessionSummary.of(now, parent, false, clock.millis() / 1000.0), Optional.empty(), changeId);
    }
}
