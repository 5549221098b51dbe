package ai.hermes.sessions.transcript;

/**
 * How SQL gets at the parts of stored content and calls without any of them coming here: a picture in a message has
 * megabytes. JSON in columns may be none, or encoded twice; JSON functions would fail then and take the query along.
 */
final class StoredParts {

    /** Whether the content is JSON rather than text, see {@link StoredJson}. */
    static final String ENCODED = "substr(CAST(messages.content AS BLOB), 1, 6) = x'006A736F6E3A'";

    /** The content as it is written there, without the mark that tells that it is JSON. */
    static final String CONTENT = "CASE WHEN " + ENCODED
            + " THEN substr(CAST(messages.content AS BLOB), 7) ELSE CAST(messages.content AS BLOB) END";

    private static final String JSON = "CAST(substr(CAST(messages.content AS BLOB), 7) AS TEXT)";

    /** The parts of encoded content, as an array; an empty one where it cannot be read. */
    static final String PARTS = "CASE WHEN NOT (" + ENCODED + ") OR NOT json_valid(" + JSON + ") THEN '[]'"
            + " WHEN json_type(" + JSON + ") = 'array' THEN " + JSON
            + " ELSE json_array(json(" + JSON + ")) END";

    /** The calls, as an array; an empty one where they cannot be read. */
    static final String CALLS = "CASE WHEN NOT json_valid(messages.tool_calls) THEN '[]'"
            + " WHEN json_type(messages.tool_calls) = 'array' THEN messages.tool_calls"
            + " WHEN json_type(messages.tool_calls) = 'object' THEN json_array(json(messages.tool_calls))"
            + " WHEN json_type(messages.tool_calls) <> 'text' THEN '[]'"
            + " WHEN json_valid(json_extract(messages.tool_calls, '$')) THEN json_extract(messages.tool_calls, '$')"
            + " ELSE '[]' END";

    /** The text of a part {@code p} of {@code json_each}; NULL where it is none. */
    static final String TEXT =
            "CASE p.type WHEN 'text' THEN p.value WHEN 'object' THEN json_extract(p.value, '$.text') END";

    /** The address of the picture that a part {@code p} is; NULL where it is none. */
    static final String PICTURE = "CASE WHEN p.type <> 'object' THEN NULL"
            + " WHEN json_type(p.value, '$.image_url') = 'text' THEN json_extract(p.value, '$.image_url')"
            + " WHEN json_type(p.value, '$.image_url') = 'object' THEN json_extract(p.value, '$.image_url.url')"
            + " WHEN json_type(p.value, '$.source.data') = 'text' THEN 'data:'"
            + " || coalesce(json_extract(p.value, '$.source.media_type'), '') || ';base64,'"
            + " || json_extract(p.value, '$.source.data')"
            + " ELSE json_extract(p.value, '$.source.url') END";

    private StoredParts() {}
}
