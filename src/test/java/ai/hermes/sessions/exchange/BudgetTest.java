package ai.hermes.sessions.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final int MOST = 1 << 20;

    private final ObjectMapper json = new ObjectMapper();

    private JsonNode read(String text) throws IOException {
        Budget budget = new Budget(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), MOST);
        try (JsonParser parser = json.createParser(budget)) {
            parser.nextToken();
            return budget.within(parser, json::readTree);
        }
    }

    @Test
    void aValueWithinItIsRead() throws IOException {
        assertThat(read("{\"a\": [1, {\"b\": \"c\"}]}").at("/a/1/b").textValue())
                .isEqualTo("c");
    }

    @Test
    void manyTextsAreTooLargeTogether() {
        assertThatThrownBy(() -> read("[\"" + ("x".repeat(1000) + "\",\"").repeat(1100) + "\"]"))
                .isInstanceOf(StreamConstraintsException.class)
                .hasMessageContaining("bytes");
    }

    @Test
    void manySmallValuesAreTooManyThoughTheyAreShort() {
        assertThatThrownBy(() -> read("[" + "0,".repeat(250_000) + "0]"))
                .isInstanceOf(StreamConstraintsException.class)
                .hasMessageContaining("values");
    }
}
