package ai.hermes.sessions.exchange;

import ai.hermes.sessions.annotation.CopiedMessage;
import ai.hermes.sessions.annotation.Copy;
import ai.hermes.sessions.annotation.CopyRepository;
import ai.hermes.sessions.annotation.Imported;
import ai.hermes.sessions.masking.Masking;
import ai.hermes.sessions.transcript.CopyForm;
import ai.hermes.sessions.transcript.Message;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** Takes in one conversation, message by message. It is shown when it is complete, and gone if it never is. */
final class SessionIntake implements AutoCloseable {

    private static final int BATCH = 250;
    private static final long BATCH_BYTES = 4 << 20;
    private static final int ID_BYTES = 6;
    private static final int TITLE_LENGTH = 300;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CopyRepository copies;
    private final ExchangeFolder folder;
    private final ObjectMapper json;
    private final ExchangeConfig config;
    private final Copy blank;
    private final ContentDigest digest;
    private final List<CopiedMessage> batch = new ArrayList<>();
    private long batchBytes;
    private long count;
    private long left;
    private double lastAt;
    private boolean begun;
    private boolean complete;

    SessionIntake(
            CopyRepository copies,
            ExchangeFolder folder,
            ObjectMapper json,
            ExchangeConfig config,
            ImportJob job,
            double now) {
        this.copies = copies;
        this.folder = folder;
        this.json = json;
        this.config = config;
        this.digest = new ContentDigest(UnaryOperator.identity(), JsonNode::toString);
        this.left = config.maxImported().asLongValue()
                - copies.copies().values().stream()
                        .filter(it -> it.imported().isPresent())
                        .mapToLong(it -> it.size().bytes())
                        .sum();
        this.blank = new Copy(
                newId(),
                job.profile(),
                Copy.Kind.IMPORT,
                "",
                "",
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

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        String id;
        do {
            RANDOM.nextBytes(bytes);
            id = HexFormat.of().formatHex(bytes);
        } while (copies.copies().containsKey(id));
        return id;
    }

    /** @throws ExchangeException if it is too long, or there is no room */
    void add(JsonNode message) throws IOException {
        if (message.path("rewound").asBoolean()) {
            return;
        }
        if (count >= config.maxMessages()) {
            throw new ExchangeException(
                    "It has more than " + config.maxMessages() + " messages.", "Raise hermes.exchange.max-messages.");
        }
        Message read = Message.of(message, count + 1, blank.id(), false);
        digest.add(read);
        lastAt = Math.max(lastAt, read.timestamp());
        CopiedMessage kept = CopyForm.of(json, read, count);
        long bytes = kept.message().getBytes(StandardCharsets.UTF_8).length;
        left -= bytes;
        if (left < 0) {
            throw new ExchangeException(
                    "There is no room for so much imported text.",
                    "Remove imported sessions, or raise hermes.exchange.max-imported.");
        }
        count++;
        batch.add(kept);
        batchBytes += bytes;
        if (batch.size() >= BATCH || batchBytes >= BATCH_BYTES) {
            write();
        }
    }

    private void write() throws IOException {
        folder.checkFree();
        if (!begun) {
            begun = true;
            copies.begin(blank);
        }
        copies.append(blank, List.copyOf(batch));
        batch.clear();
        batchBytes = 0;
    }

    /** What became of it. */
    record Outcome(Copy copy, String digest) {}

    /**
     * All messages were added.
     *
     * @param members what the file says of the conversation besides them
     * @throws ExchangeException if the messages are not those that were exported
     */
    Outcome end(ObjectNode members, double now) {
        String hex = digest.hex();
        String told = members.path("content_sha256").asText("");
        if (!told.isEmpty() && !told.equals(hex)) {
            throw new ExchangeException(
                    "Its messages are not those that were exported: the digest differs.",
                    "Export it again, or remove content_sha256 from the file if it was changed on purpose.");
        }
        Facts facts = new Facts(members);
        double startedAt = facts.time("started_at", "created_at");
        double activeAt = facts.time("last_activity_at", "updated_at", "last_message_at", "ended_at");
        Copy copy = blank.titled(facts.text(TITLE_LENGTH, "title").orElse("Untitled"))
                .workingWith(
                        facts.text(TITLE_LENGTH, "workspace", "cwd").orElse(""),
                        facts.text(TITLE_LENGTH, "model").orElse(""),
                        facts.text(TITLE_LENGTH, "model_provider", "billing_provider")
                                .orElse(""))
                .imported(new Imported(
                        hex,
                        facts.text(TITLE_LENGTH, "session_id", "id").orElse(""),
                        facts.text(TITLE_LENGTH, "raw_source", "source", "source_tag")
                                .orElse("imported"),
                        startedAt,
                        activeAt > 0 ? activeAt : lastAt,
                        facts.number("input_tokens"),
                        facts.number("output_tokens"),
                        facts.number("cache_read_tokens"),
                        facts.number("cache_write_tokens"),
                        facts.decimal("actual_cost_usd", "estimated_cost_usd", "estimated_cost"),
                        now));
        return new Outcome(copy, hex);
    }

    /** Shows it. */
    void keep(Copy copy) throws IOException {
        if (!batch.isEmpty() || !begun) {
            write();
        }
        copies.completeImported(copy);
        complete = true;
    }

    @Override
    public void close() {
        if (begun && !complete) {
            copies.discard(blank);
        }
    }

    /** Members by the names that the several forms have for them. */
    private record Facts(ObjectNode members) {

        Optional<String> text(int length, String... names) {
            for (String name : names) {
                String text = members.path(name).asText("").strip();
                if (!text.isEmpty() && !members.path(name).isNull()) {
                    String clean = text.replace('\0', '\uFFFD');
                    return Optional.of(clean.substring(0, Masking.cut(clean, length)));
                }
            }
            return Optional.empty();
        }

        double time(String... names) {
            OptionalDouble time = decimal(names);
            return time.isPresent() && time.getAsDouble() > 0 && time.getAsDouble() <= LATEST ? time.getAsDouble() : 0;
        }

        OptionalDouble decimal(String... names) {
            for (String name : names) {
                JsonNode value = members.path(name);
                if (value.isNumber() && Double.isFinite(value.doubleValue())) {
                    return OptionalDouble.of(value.doubleValue());
                }
            }
            return OptionalDouble.empty();
        }

        long number(String name) {
            return Math.max(0, members.path(name).asLong(0));
        }

        private static final double LATEST = 253_402_300_799.0;
    }
}
