package ai.hermes.sessions.conversation;

import ai.hermes.sessions.query.Term;
import ai.hermes.sessions.query.TextMatch;
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

    private static void add(List<Field> fields, Kind kind, String text) {
        if (!text.isEmpty()) {
            fields.add(new Field(kind, text));
        }
    }

    /** Whether one of the fields has it, as a run of characters. */
    public boolean has(Term term) {
        // Asked for each conversation of a store, where a stream would cost more than the look itself.
        for (Field field : fields) {
            if (TextMatch.has(term, field.text())) {
                return true;
            }
        }
        return false;
    }
}
