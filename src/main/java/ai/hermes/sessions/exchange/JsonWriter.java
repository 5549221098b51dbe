package ai.hermes.sessions.exchange;

import ai.hermes.sessions.conversation.Conversation;
import ai.hermes.sessions.conversation.SessionRow;
import ai.hermes.sessions.transcript.Message;
import ai.hermes.sessions.transcript.TextField;
import ai.hermes.sessions.transcript.WholeMessages;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes JSON, message by message. */
final class JsonWriter implements SessionWriter {

    private static final String EMPTY_CONTENT = "\"content\":\"\"";

    /** What the objects of conversations look like, and how several stand in one file. */
    enum Form {
        /** The row that clients know, with messages; several in an object. */
        CLIENTS,
        /** The agent's row, with messages; several in an array. */
        AGENT,
        /** The same, each in a line. */
        LINES
    }

    private final Writers with;
    private final Form form;
    private boolean single;
    private boolean first = true;

    JsonWriter(Writers with, Form form) {
        this.with = with;
        this.form = form;
    }

    @Override
    public void begin(OutputStream out, Export export, boolean one) throws IOException {
        single = one;
        if (!single && form == Form.CLIENTS) {
            Writers.write(
                    out,
                    "{\"format\":\"hermes-sessions\",\"version\":1,\"exported_at\":" + with.json(export.seconds())
                            + ",\"sessions\":[\n");
        } else if (!single && form == Form.AGENT) {
            Writers.write(out, "[\n");
        }
    }

    @Override
    public void write(OutputStream out, Subject subject) throws IOException {
        if (!first) {
            Writers.write(out, form == Form.LINES ? "" : ",\n");
        }
        first = false;
        String row = with.json(form == Form.CLIENTS ? subject.summary() : agentRow(subject.conversation()));
        Writers.write(out, row.substring(0, row.length() - 1));
        Writers.write(out, ",\"segments\":" + with.json(segments(subject.conversation())) + ",\"messages\":[");
        ContentDigest digest = with.digest();
        boolean[] further = {false};
        List<Gap> missing = subject.messages().all(message -> {
            Writers.write(out, further[0] ? "," : "");
            further[0] = true;
            message(out, subject, message, digest);
        });
        Writers.write(out, "],\"tool_calls\":[],\"content_sha256\":\"" + digest.hex() + "\"");
        Writers.write(out, missing.isEmpty() ? "" : ",\"" + Gap.NAME + "\":" + with.json(missing));
        Writers.write(out, form == Form.LINES ? "}\n" : "}");
    }

    private Object segments(Conversation conversation) {
        return form == Form.CLIENTS
                ? conversation.segments().stream().map(SessionRow::id).toList()
                : conversation.segments().stream().map(JsonWriter::segment).toList();
    }

    private void message(OutputStream out, Subject subject, WholeMessages.Whole each, ContentDigest digest)
            throws IOException {
        Message message = each.message();
        if (each.whole()) {
            Writers.write(out, with.json(message));
            digest.add(message);
            return;
        }
        // Its content is too long to be had at once: all else first, then that in between.
        String json = with.json(message.saying(""));
        int at = json.indexOf(EMPTY_CONTENT) + EMPTY_CONTENT.length() - 1;
        Writers.write(out, json.substring(0, at));
        try {
            digest.add(message, taker -> {
                try {
                    subject.messages().text(message.id(), TextField.CONTENT, piece -> {
                        Writers.write(
                                out, new String(JsonStringEncoder.getInstance().quoteAsString(piece)));
                        taker.accept(piece);
                    });
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Writers.write(out, json.substring(at));
    }

    @Override
    public void end(OutputStream out, Optional<Gaps> gaps) throws IOException {
        Optional<Gaps> some = gaps.filter(it -> !it.none());
        if (form == Form.LINES) {
            if (some.isPresent()) {
                some.get().lines(out);
            }
        } else if (!single && form == Form.CLIENTS) {
            Writers.write(out, "\n]");
            if (some.isPresent()) {
                Writers.write(out, ",\"" + Gap.NAME + "\":[");
                list(out, some.get());
                Writers.write(out, "]");
            }
            Writers.write(out, "}\n");
        } else if (!single && form == Form.AGENT) {
            if (some.isPresent()) {
                Writers.write(out, (first ? "" : ",\n") + "{\"" + Gap.NAME + "\":[");
                list(out, some.get());
                Writers.write(out, "]}");
            }
            Writers.write(out, "\n]\n");
        }
    }

    private void list(OutputStream out, Gaps gaps) throws IOException {
        boolean[] further = {false};
        gaps.all(gap -> {
            Writers.write(out, (further[0] ? "," : "") + with.json(gap));
            further[0] = true;
        });
    }

    private static Map<String, Object> segment(SessionRow row) {
        Map<String, Object> segment = new LinkedHashMap<>();
        segment.put("id", row.id());
        segment.put("started_at", row.startedAt());
        segment.put("ended_at", row.endedAt() > 0 ? row.endedAt() : null);
        segment.put("end_reason", row.endReason().isEmpty() ? null : row.endReason());
        return segment;
    }

    /** The columns of the agent's table that are known here. */
    private static Map<String, Object> agentRow(Conversation conversation) {
        SessionRow root = conversation.root();
        SessionRow tip = conversation.tip();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", tip.id());
        row.put("source", root.source());
        row.put("session_key", some(tip.sessionKey()));
        row.put("model", some(tip.model()));
        row.put("billing_provider", some(tip.provider()));
        row.put("parent_session_id", some(root.parentId()));
        row.put("profile_name", conversation.profile().name());
        row.put("started_at", root.startedAt());
        row.put("ended_at", tip.endedAt() > 0 ? tip.endedAt() : null);
        row.put("end_reason", some(tip.endReason()));
        row.put("last_activity_at", conversation.activity());
        row.put("title", conversation.title());
        row.put("cwd", some(tip.cwd()));
        row.put("message_count", tip.messageCount());
        row.put("tool_call_count", tip.toolCallCount());
        row.put("input_tokens", tip.inputTokens());
        row.put("output_tokens", tip.outputTokens());
        row.put("cache_read_tokens", tip.cacheReadTokens());
        row.put("cache_write_tokens", tip.cacheWriteTokens());
        row.put("estimated_cost_usd", tip.cost().isPresent() ? tip.cost().getAsDouble() : null);
        row.put(
                "lineage_session_ids",
                List.copyOf(conversation.segments().stream().map(SessionRow::id).toList()));
        return row;
    }

    private static String some(String text) {
        return text.isEmpty() ? null : text;
    }
}
