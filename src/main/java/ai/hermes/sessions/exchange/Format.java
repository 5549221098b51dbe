package ai.hermes.sessions.exchange;

import ai.hermes.sessions.wire.ApiException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a conversation is exported as. */
enum Format {
    /** For people and other programs: headings and text. */
    MARKDOWN("md", "text/markdown; charset=utf-8"),
    /** The form that clients of hermes-webui know. */
    JSON("json", "application/json"),
    /** The agent's form: the session's row with its messages. */
    AGENT("agent.json", "application/json"),
    /** The agent's form, a conversation in each line. */
    JSONL("jsonl", "application/x-ndjson"),
    /** The list, a conversation in each line, without messages. */
    CSV("csv", "text/csv; charset=utf-8"),
    /** One page that asks for nothing and runs nothing. */
    HTML("html", "text/html; charset=utf-8"),
    /** A file for each conversation, with the list and a digest of each. */
    ZIP("zip", "application/zip");

    private final String suffix;
    private final String mediaType;

    Format(String suffix, String mediaType) {
        this.suffix = suffix;
        this.mediaType = mediaType;
    }

    String suffix() {
        return suffix;
    }

    String mediaType() {
        return mediaType;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws ApiException 400 if there is none of that name */
    static Format named(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        Optional<Format> format = Arrays.stream(values())
                .filter(it -> it.wireName().equals(lower) || lower.equals("md") && it == MARKDOWN)
                .findFirst();
        return format.orElseThrow(
                () -> ApiException.badRequest("format is one of markdown, json, agent, jsonl, csv, html and zip"));
    }
}
