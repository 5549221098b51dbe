package ai.hermes.sessions.session;

import ai.hermes.sessions.annotation.Copy;
import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.annotation.Draft;
import ai.hermes.sessions.annotation.DraftRepository;
import ai.hermes.sessions.conversation.Conversation;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What only the detail of a conversation tells. */
@Singleton
class Extras {

    private final DraftRepository drafts;
    private final CopyRepository copies;

    @Inject
    Extras(DraftRepository drafts, CopyRepository copies) {
        this.drafts = drafts;
        this.copies = copies;
    }

    /**
     * @param enabledToolsets names of the toolsets that a copy is set up with; null for the agent's own choice
     * @param composerDraft what somebody began to write there
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Of(Optional<List<String>> enabledToolsets, ComposerDraft composerDraft) {}

    /**
     * What somebody began to write.
     *
     * @param text the text
     * @param files the files that would go with it
     */
    public record ComposerDraft(
            String text,

            @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = Object.class)
            String files) {

        static ComposerDraft of(Draft draft) {
            return new ComposerDraft(draft.text(), draft.files());
        }
    }

    Of of(Conversation conversation) {
        return new Of(
                Optional.ofNullable(copies.copies().get(conversation.tip().id()))
                        .flatMap(Copy::toolsets),
                ComposerDraft.of(drafts.of(conversation.key())));
    }
}
