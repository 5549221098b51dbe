package ai.hermes.sessions.exchange;

import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.masking.Masking;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Reads conversations out of JSON: one, several in an array or in an object, or one in each line, in the form of
 * clients or of the agent. No more than one message is in memory at a time.
 */
final class ImportReader {

    /** What is kept of a conversation besides its messages. */
    private static final Set<String> MEMBERS = Set.of(
            "session_id",
            "id",
            "title",
            "workspace",
            "cwd",
            "model",
            "model_provider",
            "billing_provider",
            "raw_source",
            "source",
            "source_tag",
            "started_at",
            "created_at",
            "last_activity_at",
            "updated_at",
            "last_message_at",
            "ended_at",
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "actual_cost_usd",
            "estimated_cost_usd",
            "estimated_cost",
            "content_sha256");

    private static final int BESIDES_TEXT = 64 << 10;
    private static final int MEMBER_LENGTH = 4096;

    private final CopyRepository copies;
    private final ExchangeFolder folder;
    private final ObjectMapper json;
    private final ExchangeConfig config;
    private final Clock clock;
    private final ImportJob job;
    private final String file;
    private Budget budget;

    ImportReader(
            CopyRepository copies,
            ExchangeFolder folder,
            ObjectMapper json,
            ExchangeConfig config,
            Clock clock,
            ImportJob job,
            String file) {
        this.copies = copies;
        this.folder = folder;
        this.json = json;
        this.config = config;
        this.clock = clock;
        this.job = job;
        this.file = file;
    }

    /** Reads to the end, or to the first place that cannot be understood. What came before stays. */
    void read(InputStream in) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength((int)
                                Math.min(Integer.MAX_VALUE, config.maxText().asLongValue()))
                        .build())
                .build();
        budget = new Budget(in, config.maxText().asLongValue() + BESIDES_TEXT);
        try (JsonParser parser = factory.createParser(budget)) {
            parser.setCodec(json);
            read(parser);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            refuse(
                    at == null ? JsonLocation.NA : at,
                    "",
                    "This is no JSON that can be read: " + e.getOriginalMessage(),
                    "Mend the file at that place and import it again: what was imported before is recognised.");
        }
    }

    private void read(JsonParser parser) throws IOException {
        try {
            int found = 0;
            while (parser.nextToken() != null) {
                found += value(parser);
            }
            if (found == 0) {
                refuse(parser.currentLocation(), "", "There is no conversation in it.", NO_EXPORT);
            }
        } catch (StreamConstraintsException e) {
            refuse(
                    parser.currentLocation(),
                    "",
                    "A message here is larger than what is imported: " + e.getOriginalMessage(),
                    "Shorten it, or raise hermes.exchange.max-text if the service has the memory.");
        }
    }

    private static final String NO_EXPORT = "Import what was exported as JSON, JSONL or ZIP, or by the agent.";

    /** At the beginning of a value; tells how many conversations were in it. */
    private int value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return object(parser);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            int found = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                found += value(parser);
            }
            return found;
        }
        refuse(parser.currentTokenLocation(), "", "This is no conversation.", NO_EXPORT);
        return 0;
    }

    private int object(JsonParser parser) throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        ObjectNode members = json.createObjectNode();
        int inside = 0;
        boolean messages = false;
        boolean missing = false;
        Optional<ExchangeException> failure = Optional.empty();
        try (SessionIntake intake = new SessionIntake(copies, folder, json, config, job, now())) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("messages") && token == JsonToken.START_ARRAY) {
                    messages = true;
                    failure = messages(parser, intake);
                } else if (name.equals("sessions") && token == JsonToken.START_ARRAY
                        || name.equals("session") && token == JsonToken.START_OBJECT) {
                    inside += value(parser);
                } else if (name.equals(Gap.NAME) && token == JsonToken.START_ARRAY) {
                    missing = true;
                    missing(parser);
                } else if (MEMBERS.contains(name) && token.isScalarValue()) {
                    members.set(name, member(parser));
                } else {
                    parser.skipChildren();
                }
            }
            if (messages && failure.isEmpty()) {
                failure = end(intake, members);
            }
        }
        failure.ifPresent(it -> refuse(start, id(members), it.getMessage(), it.remedy()));
        if (missing && !messages && inside == 0) {
            return 1;
        } else if (!messages && inside == 0) {
            refuse(start, id(members), "It has no messages.", NO_EXPORT);
            return 1;
        }
        return inside + (messages ? 1 : 0);
    }

    /** What the export did not have: whoever imports it is told, once for all places that say so. */
    private void missing(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                JsonLocation at = parser.currentTokenLocation();
                NotExported.told(job, file, at.getLineNr(), budget.within(parser, json::readTree));
            }
        }
    }

    /** No more than the beginning of a text is kept of what a conversation has besides messages. */
    private static JsonNode member(JsonParser parser) throws IOException {
        JsonNode value = parser.readValueAsTree();
        return value.isTextual() && value.textValue().length() > MEMBER_LENGTH
                ? TextNode.valueOf(value.textValue().substring(0, Masking.cut(value.textValue(), MEMBER_LENGTH)))
                : value;
    }

    /** Once it has failed the rest is passed over, so that what comes after the conversation can be read. */
    private Optional<ExchangeException> messages(JsonParser parser, SessionIntake intake) throws IOException {
        Optional<ExchangeException> failure = Optional.empty();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (job.cancelled()) {
                throw new ExchangeException("It was cancelled.", "Begin it again.");
            } else if (failure.isPresent()) {
                parser.skipChildren();
            } else if (parser.currentToken() != JsonToken.START_OBJECT) {
                JsonLocation at = parser.currentTokenLocation();
                failure = Optional.of(new ExchangeException(
                        "A message in line " + at.getLineNr() + ", column " + at.getColumnNr() + " is no object.",
                        NO_EXPORT));
                parser.skipChildren();
            } else {
                failure = attempt(() -> intake.add(budget.within(parser, json::readTree)));
            }
        }
        return failure;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static Optional<ExchangeException> attempt(Step step) throws IOException {
        try {
            step.run();
            return Optional.empty();
        } catch (ExchangeException e) {
            return Optional.of(e);
        }
    }

    private Optional<ExchangeException> end(SessionIntake intake, ObjectNode members) throws IOException {
        return attempt(() -> keep(intake, members));
    }

    private void keep(SessionIntake intake, ObjectNode members) throws IOException {
        SessionIntake.Outcome outcome = intake.end(members, now());
        boolean there = copies.copies().values().stream()
                .anyMatch(it -> it.profile().equals(job.profile())
                        && it.imported()
                                .filter(known -> known.digest().equals(outcome.digest()))
                                .isPresent());
        boolean again = job.again(outcome.digest());
        if (!there) {
            intake.keep(outcome.copy());
            job.note(it -> it.with(new ImportStatus.BroughtIn(
                    outcome.copy().id(), id(members), outcome.copy().title())));
        } else if (!again) {
            job.note(ImportStatus::withDuplicate);
        }
    }

    private static String id(ObjectNode members) {
        return members.path("session_id").asText(members.path("id").asText(""));
    }

    private double now() {
        return clock.millis() / 1000.0;
    }

    private void refuse(JsonLocation at, String session, String error, String remedy) {
        job.note(it -> it.with(
                new Problem(file, Math.max(0, at.getLineNr()), Math.max(0, at.getColumnNr()), session, error, remedy)));
    }
}
