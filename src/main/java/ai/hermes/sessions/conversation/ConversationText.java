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
        conversation.segments().forEach(row -> fields.add(new Field(Kind.ID, row.id())));
        fields.add(new Field(Kind.TITLE, conversation.title()));
        conversation.annotation().tags().names().forEach(tag -> fields.add(new Field(Kind.TAG, tag)));
        conversation.annotation().note().ifPresent(note -> fields.add(new Field(Kind.NOTE, note)));
        project.ifPresent(name -> fields.add(new Field(Kind.PROJECT, name)));
        fields.add(new Field(Kind.WORKSPACE, conversation.tip().cwd()));
        fields.removeIf(it -> it.text().isEmpty());
        return new ConversationText(fields);
    }

    /** Whether one of the fields has it, as a run of characters. */
    public boolean has(Term term) {
        return fields.stream().anyMatch(it -> TextMatch.has(term, it.text()));
    }
}
