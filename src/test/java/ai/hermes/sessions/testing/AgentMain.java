package ai.hermes.sessions.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What runs in the agent's process: reads a command in each line, answers in one line, ends with its input. */
final class AgentMain {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Path, WritableStore> stores = new HashMap<>();
    private WritableStore store;

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        AgentMain agent = new AgentMain();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(agent.answer(JSON.readTree(line))));
        }
        agent.releaseAll();
        System.exit(0);
    }

    private Map<String, Object> answer(JsonNode call) {
        try {
            return Collections.singletonMap("result", run(call.get("command").asText(), call.get("arguments")));
        } catch (Exception e) {
            return Map.of("error", String.valueOf(e));
        }
    }

    private Object run(String command, JsonNode arguments) throws Exception {
        switch (command) {
            case "create" -> {
                use(path(arguments));
                store.create(
                        arguments.get(1).asInt(),
                        Journal.valueOf(arguments.get(2).asText()));
            }
            case "open" -> use(path(arguments));
            case "release" -> {
                store.close();
                stores.values().remove(store);
            }
            case "releaseAll" -> releaseAll();
            case "script" -> store.script(arguments.get(0).asText());
            case "run" -> store.run(arguments.get(0).asText(), values(arguments.get(1)));
            case "query" -> {
                return store.query(arguments.get(0).asText(), values(arguments.get(1)));
            }
            case "session" -> store.session(arguments.get(0).asText(), columns(arguments.get(1)));
            case "message" -> {
                return store.message(
                        arguments.get(0).asText(),
                        arguments.get(1).asText(),
                        arguments.get(2).asText(),
                        columns(arguments.get(3)));
            }
            case "appendEvery" ->
                store.appendEvery(arguments.get(0).asText(), arguments.get(1).asLong());
            case "stopAppending" -> {
                return store.stopAppending();
            }
            case "lock" -> store.lock();
            case "unlock" -> store.unlock();
            case "stallReaders" -> store.stallReaders();
            case "letReadersGo" -> store.letReadersGo();
            case "beginLargeTransaction" -> store.beginLargeTransaction();
            default -> throw new IllegalArgumentException(command);
        }
        return null;
    }

    private void releaseAll() throws Exception {
        for (WritableStore open : stores.values()) {
            open.close();
        }
        stores.clear();
        store = null;
    }

    private void use(Path file) throws Exception {
        store = stores.get(file);
        if (store == null) {
            store = new WritableStore(file);
            stores.put(file, store);
        }
    }

    private static Path path(JsonNode arguments) {
        return Path.of(arguments.get(0).asText());
    }

    private static Object[] values(JsonNode array) {
        List<Object> values = new ArrayList<>();
        array.forEach(value -> values.add(JSON.convertValue(value, Object.class)));
        return values.toArray();
    }

    private static Map<String, Object> columns(JsonNode object) {
        Map<String, Object> columns = new HashMap<>();
        object.properties().forEach(it -> columns.put(it.getKey(), JSON.convertValue(it.getValue(), Object.class)));
        return columns;
    }
}
