package ai.hermes.sessions.copy;

import ai.hermes.sessions.session.SessionSummary;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Answers to what is done with copies and drafts, in the form that clients know. */
final class Answers {

    private Answers() {}

    /** A session after something was done to it. */
    record Done(boolean ok, SessionSummary session) {}

    /** A session by itself. */
    record One(SessionSummary session) {}

    /**
     * What the user said last was removed, to be said again.
     *
     * @param error set, and alone, where nothing had been said
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Retried(
            Optional<Boolean> ok, Optional<String> lastUserText, Optional<Long> removedCount, Optional<String> error) {

        static Retried of(Optional<Copies.Removed> removed) {
            return removed.map(it -> new Retried(
                            Optional.of(true), Optional.of(it.text()), Optional.of(it.count()), Optional.empty()))
                    .orElseGet(() -> new Retried(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("There is no message to retry.")));
        }
    }

    /**
     * The last turn was removed.
     *
     * @param error set, and alone, where there was none
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Undone(
            Optional<Boolean> ok,
            Optional<Long> removedCount,
            Optional<String> removedPreview,
            Optional<String> error) {

        static Undone of(Optional<Copies.Removed> removed) {
            return removed.map(it -> new Undone(
                            Optional.of(true), Optional.of(it.count()), Optional.of(it.preview()), Optional.empty()))
                    .orElseGet(() -> new Undone(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("There is nothing to undo.")));
        }
    }

    /** The toolsets that a copy is set up with; null for the agent's own choice. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Toolsets(boolean ok, Optional<List<String>> enabledToolsets) {}

    /** How many empty copies went to the trash. */
    record Cleaned(boolean ok, int cleaned) {}

    /** How many copies are gone for good. */
    record Purged(boolean ok, int purged) {}

    /**
     * A draft that was kept.
     *
     * @param unchanged there, and true, where it is the one that was there before
     */
    record Drafted(
            boolean ok,
            DraftText draft,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean unchanged) {}

    /** What somebody began to write. */
    record DraftText(
            String text,

            @JsonRawValue @Schema(type = SchemaType.ARRAY, implementation = Object.class)
            String files) {}
}
