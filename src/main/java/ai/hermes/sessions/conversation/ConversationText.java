package ai.hermes.sessions.conversation;

import ai.hermes.sessions.query.Needle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words that are known of a conversation without its messages.
 *
 * @param fields what it has to be found by, the most telling first; none is empty
 */
public record ConversationText(List<Field> fields) {

    /** Kinds of fields, the most telling first. */
    public enum Kind {
        ID,
        TITLE,
        TAG,
        NOTE,
        PROJECT,
        WORKSPACE
    }

    /** One of them. */
    public record Field(Kind kind, String text) {}

    public ConversationText {
        fields = List.copyOf(fields);
    }

    static ConversationText of(Conversation conversation, Optional<String> project) {
        List<Field> fields = new ArrayList<>();
        conversation.segments().forEach(row -> add(fields, Kind.ID, row.id()));
        add(fields, Kind.TITLE, conversation.title());
        conversation.annotation().tags().names().forEach(tag -> add(fields, Kind.TAG, tag));
        conversation.annotation().note().ifPresent(note -> add(fields, Kind.NOTE, note));
        project.ifPresent(name -> add(fields, Kind.PROJECT, name));
        add(fields, Kind.WORKSPACE, conversation.tip().cwd());
        return new ConversationText(fields);
    }

    /**
     * Whether one of the fields that {@link #of} would gather has what is looked for. Most conversations of a store
     * have nothing of what is looked for, and are asked with each search: for these nothing is gathered.
     */
    static boolean has(Conversation conversation, Optional<String> project, Needle needle) {
        for (SessionRow row : conversation.segments()) {
            if (needle.isIn(row.id())) {
                return true;
            }
        }
        for (String tag : conversation.annotation().tags().names()) {
            if (needle.isIn(tag)) {
                return true;
            }
        }
        return needle.isIn(conversation.title())
                || needle.isIn(conversation.tip().cwd())
                || has(conversation.annotation().note(), needle)
                || has(project, needle);
    }

    private static boolean has(Optional<String> text, Needle needle) {
        return text.isPresent() && needle.isIn(text.get());
    }

    private static void add(List<Field> fields, Kind kind, String text) {
        if (!text.isEmpty()) {
            fields.add(new Field(kind, text));
        }
    }
}
