package ai.hermes.sessions.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hermes.sessions.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertRulesTest {

    @Test
    void theRulesAreRules() throws IOException, InterruptedException {
        assertThat(promtool("check", "rules", "alerts.yaml")).contains("SUCCESS");
    }

    @Test
    void eachRuleFiresWhenItShallAndSaysWhatItShall() throws IOException, InterruptedException {
        assertThat(promtool("test", "rules", "alerts.test.yaml")).contains("SUCCESS");
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        Path promtool = Tool.PROMTOOL.require();
        ProcessBuilder builder = new ProcessBuilder(promtool.toString());
        builder.command().addAll(List.of(arguments));
        Process process = builder.directory(Dashboards.FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
