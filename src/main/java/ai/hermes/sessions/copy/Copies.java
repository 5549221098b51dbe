package ai.hermes.sessions.copy;

import ai.hermes.sessions.annotation.AnnotationRepository;
import ai.hermes.sessions.annotation.CopiedMessage;
import ai.hermes.sessions.annotation.Copy;
import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.session.SessionSummary;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Makes and changes copies. All methods throw {@link ApiException} for what may not be done: 404 for an unknown
 * session, 403 for changes of one that is no copy.
 */
@Singleton
class Copies {

    static final String UNTITLED = "Untitled";
    private static final int TITLE_LENGTH = 80;
    private static final int PREVIEW_LENGTH = 40;

    private final Subjects subjects;
    private final CopyMaker maker;
    private final CopyRepository copies;
    private final AnnotationRepository annotations;
    private final StoredMessages stored;

    @Inject
    Copies(
            Subjects subjects,
            CopyMaker maker,
            CopyRepository copies,
            AnnotationRepository annotations,
            StoredMessages stored) {
        this.subjects = subjects;
        this.maker = maker;
        this.copies = copies;
        this.annotations = annotations;
        this.stored = stored;
    }

    SessionSummary duplicate(Profile profile, String sessionId) {
        Subject subject = subjects.find(profile, sessionId);
        String title = subject.conversation().title() + " (copy)";
        Copy copy = blank(subject.conversation(), Copy.Kind.DUPLICATE, "", title);
        maker.copy(subject, copy, Long.MAX_VALUE);
        return subjects.summary(copy);
    }

    /** @param keep how many messages go along; empty for all */
    Branched branch(Profile profile, String sessionId, Optional<Long> keep, String title) {
        Subject subject = subjects.find(profile, sessionId);
        String wanted = JsonBody.cut(title.strip(), TITLE_LENGTH).strip();
        Copy copy = blank(
                subject.conversation(),
                Copy.Kind.FORK,
                subject.conversation().tip().id(),
                wanted.isEmpty() ? subject.conversation().title() + " (fork)" : wanted);
        maker.copy(subject, copy, keep.orElse(Long.MAX_VALUE));
        return new Branched(copy.id(), copy.title(), copy.parentId());
    }

    private Copy blank(Conversation from, Copy.Kind kind, String parent, String title) {
        SessionRow tip = from.tip();
        return blank(from.profile(), kind, parent, title)
                .workingWith(tip.cwd(), tip.model(), tip.provider())
                .withToolsets(Optional.ofNullable(copies.copies().get(tip.id())).flatMap(Copy::toolsets));
    }

    private Copy blank(Profile profile, Copy.Kind kind, String parent, String title) {
        double now = subjects.now();
        return new Copy(
                subjects.newId(),
                profile,
                kind,
                parent,
                title,
                "",
                "",
                "",
                Optional.empty(),
                now,
                now,
                0,
                Copy.Size.NONE,
                Optional.empty());
    }

    /** @param messages objects of the form that clients know */
    SessionSummary bringIn(Profile profile, JsonBody body, JsonNode messages) {
        String title = JsonBody.cut(body.text("title").orElse("").strip(), TITLE_LENGTH)
                .strip();
        Copy copy = blank(profile, Copy.Kind.IMPORT, "", title.isEmpty() ? UNTITLED : title)
                .workingWith(
                        body.text("workspace").orElse(""),
                        body.text("model").orElse(""),
                        body.text("model_provider").orElse(""));
        List<Message> read = new ArrayList<>(messages.size());
        messages.forEach(it -> read.add(Message.of(it, read.size() + 1L, copy.id(), false)));
        maker.copy(read, copy);
        if (body.flag("pinned", false)) {
            annotations.annotate(
                    subjects.find(profile, copy.id()).conversation().key(), it -> it.pinned(true));
        }
        return subjects.summary(copy);
    }

    synchronized SessionSummary truncate(Profile profile, String sessionId, long keep) {
        Copy copy = subjects.copy(profile, sessionId);
        copies.cut(copy.changedAt(subjects.now()), keep);
        return subjects.summary(copy);
    }

    synchronized SessionSummary clear(Profile profile, String sessionId) {
        Copy copy = subjects.copy(profile, sessionId);
        copies.cut(copy.cleared(UNTITLED).changedAt(subjects.now()), 0);
        Conversation now = subjects.find(profile, sessionId).conversation();
        if (now.annotation().title().isPresent()) {
            annotations.annotate(now.key(), it -> it.titled(UNTITLED));
        }
        return subjects.summary(copy);
    }

    /** Removes what the user said last, and all after it; empty where nothing was said. */
    synchronized Optional<Removed> removeLastTurn(Profile profile, String sessionId) {
        Copy copy = subjects.copy(profile, sessionId);
        List<CopiedMessage.Outline> outlines = copies.outlines(copy.id());
        Optional<CopiedMessage.Outline> last =
                outlines.stream().filter(CopiedMessage.Outline::ofUser).reduce((one, other) -> other);
        return last.map(it -> {
            JsonNode message = stored.tree(
                    copies.messages(copy.id(), it.number(), it.number() + 1).get(0));
            copies.cut(copy.changedAt(subjects.now()), it.number());
            return new Removed(text(message.path("content")), outlines.size() - it.number());
        });
    }

    private static String text(JsonNode content) {
        return content.isArray()
                ? StreamSupport.stream(content.spliterator(), false)
                        .map(part -> part.path("text").asText(""))
                        .filter(it -> !it.isEmpty())
                        .collect(Collectors.joining("\n"))
                : content.asText("");
    }

    /**
     * What was removed.
     *
     * @param text what the user had said
     * @param count how many messages
     */
    record Removed(String text, long count) {

        String preview() {
            String line = text.strip();
            String cut = JsonBody.cut(line, PREVIEW_LENGTH);
            return cut.equals(line) ? line : cut + "…";
        }
    }

    synchronized SessionSummary update(Profile profile, String sessionId, JsonBody body) {
        Copy copy = subjects.copy(profile, sessionId);
        Optional<String> workspace = body.text("workspace").map(String::strip).filter(it -> !it.isEmpty());
        if (workspace.filter(it -> !isFolder(it)).isPresent()) {
            throw ApiException.badRequest("Path does not exist: " + workspace.get());
        }
        copies.change(copy.workingWith(
                        workspace.orElse(copy.workspace()),
                        body.text("model").orElse(copy.model()),
                        body.has("model_provider") ? body.text("model_provider").orElse("") : copy.provider())
                .changedAt(subjects.now()));
        return subjects.summary(copy);
    }

    private static boolean isFolder(String path) {
        try {
            return Files.isDirectory(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** @param toolsets names; empty for the agent's own choice */
    synchronized void toolsets(Profile profile, String sessionId, Optional<List<String>> toolsets) {
        copies.change(subjects.copy(profile, sessionId).withToolsets(toolsets));
    }
}
