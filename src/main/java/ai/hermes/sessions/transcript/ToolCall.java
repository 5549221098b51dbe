package ai.hermes.sessions.transcript;

/**
 * A call of a tool, in the form that clients know.
 *
 * @param id by which its result names it
 * @param type {@code function}
 * @param function what was called
 */
public record ToolCall(String id, String type, Function function) {

    /**
     * What was called.
     *
     * @param name of the tool
     * @param arguments JSON in a string; maybe cut, and no JSON then
     */
    public record Function(String name, String arguments) {}
}
