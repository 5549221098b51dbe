package ai.hermes.sessions.copy;

import ai.hermes.sessions.annotation.ConversationKey;
import ai.hermes.sessions.annotation.Draft;
import ai.hermes.sessions.annotation.DraftRepository;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.JsonBody;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Keeps what people began to write, in conversations of every source. */
@Singleton
class Drafts {

    private static final int TEXT_LENGTH = 50_000;
    private static final int FILES = 50;
    /** Each file is a name or a small object; pictures themselves do not belong into a draft. */
    private static final int FILES_LENGTH = 200_000;

    private final Subjects subjects;
    private final DraftRepository drafts;

    @Inject
    Drafts(Subjects subjects, DraftRepository drafts) {
        this.subjects = subjects;
        this.drafts = drafts;
    }

    /** What the body does not name stays as it is. */
    synchronized Answers.Drafted keep(Profile profile, String sessionId, JsonBody body) {
        ConversationKey key = subjects.find(profile, sessionId).conversation().key();
        Draft before = drafts.of(key);
        String text = body.has("text") ? JsonBody.cut(body.text("text").orElse(""), TEXT_LENGTH) : before.text();
        String files = body.has("files") ? files(body.member("files")) : before.files();
        boolean changed = drafts.keep(key, new Draft(text, files));
        return new Answers.Drafted(true, new Answers.DraftText(text, files), !changed);
    }

    private static String files(JsonNode files) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        if (files.isArray()) {
            for (int i = 0; i < Math.min(FILES, files.size()); i++) {
                kept.add(files.get(i));
            }
        }
        String text = kept.toString();
        return text.length() > FILES_LENGTH ? "[]" : text;
    }
}
