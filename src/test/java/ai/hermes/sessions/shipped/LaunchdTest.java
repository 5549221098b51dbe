package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What macOS is told, and the scripts that tell it. */
class LaunchdTest {

    private static final Path FOLDER = Path.of("launchd");
    private static final String NAME = "ai.hermes.sessions.plist";

    @TempDir
    Path user;

    private static Map<String, Object> plist(Path file) throws Exception {
        List<Element> roots = elements(document(file));
        assertThat(roots).hasSize(1);
        return dict(roots.get(0));
    }

    private static Element document(Path file) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Element root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("plist");
        assertThat(root.getAttribute("version")).isEqualTo("1.0");
        return root;
    }

    private static List<Element> elements(Node parent) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
            if (parent.getChildNodes().item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static Map<String, Object> dict(Element dict) {
        assertThat(dict.getTagName()).isEqualTo("dict");
        List<Element> children = elements(dict);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < children.size(); i += 2) {
            assertThat(children.get(i).getTagName()).isEqualTo("key");
            assertThat(values.put(children.get(i).getTextContent(), value(children.get(i + 1))))
                    .isNull();
        }
        return values;
    }

    private static Object value(Element element) {
        return switch (element.getTagName()) {
            case "string" -> element.getTextContent();
            case "integer" -> Integer.valueOf(element.getTextContent());
            case "true", "false" -> Boolean.valueOf(element.getTagName());
            case "array" -> elements(element).stream().map(LaunchdTest::value).toList();
            case "dict" -> dict(element);
            default -> throw new IllegalArgumentException("no property list has a " + element.getTagName());
        };
    }

    private String run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("sh", FOLDER.resolve(script).toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("HERMES_"));
        environment.put("HOME", user.toString());
        environment.put(
                "JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString());
        environment.put("HERMES_HOME", user.resolve("a & b").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    private Path built() throws IOException {
        Path app = Files.createDirectories(user.resolve("built"));
        Files.writeString(app.resolve("quarkus-run.jar"), "a jar");
        return app;
    }

    private Path installed() {
        return user.resolve("Library/Application Support/hermes-sessions/app");
    }

    private Path agent() {
        return user.resolve("Library/LaunchAgents").resolve(NAME);
    }

    @Test
    void itIsStartedAgainWhateverItEndedWith() throws Exception {
        assertThat(plist(FOLDER.resolve(NAME)))
                .containsEntry("Label", "ai.hermes.sessions")
                .containsEntry("RunAtLoad", true)
                .containsEntry("KeepAlive", true);
    }

    @Test
    void itMayOpenMoreFilesThanTheSystemLetsItByDefault() throws Exception {
        // when
        Map<String, Object> plist = plist(FOLDER.resolve(NAME));

        // then
        int soft = (Integer) ((Map<?, ?>) plist.get("SoftResourceLimits")).get("NumberOfFiles");
        int hard = (Integer) ((Map<?, ?>) plist.get("HardResourceLimits")).get("NumberOfFiles");
        assertThat(soft).isGreaterThanOrEqualTo(2048);
        assertThat(hard).isGreaterThanOrEqualTo(soft);
    }

    @Test
    void theWatchdogIsOnWhereNobodyElseAsksWhetherItIsAlive() throws Exception {
        assertThat(plist(FOLDER.resolve(NAME)).get("EnvironmentVariables"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("HERMES_WATCHDOG_ENABLED", "true");
    }

    @Test
    void theInstalledFileNamesWhatIsThere() throws Exception {
        // when
        String done = run("install.sh", built().toString());

        // then
        assertThat(done).startsWith("0 ");
        Map<String, Object> plist = plist(agent());
        List<?> arguments = (List<?>) plist.get("ProgramArguments");
        assertThat(Path.of((String) arguments.get(0))).isExecutable();
        assertThat(Path.of((String) arguments.get(arguments.size() - 1))).hasContent("a jar");
        assertThat(Path.of((String) plist.get("WorkingDirectory"))).isDirectory();
        assertThat(Path.of((String) plist.get("StandardOutPath")).getParent()).isDirectory();
        assertThat(((Map<?, ?>) plist.get("EnvironmentVariables")).get("HERMES_HOME"))
                .isEqualTo(user.resolve("a & b").toString());
        assertThat(Files.readString(agent())).doesNotContainPattern("@[A-Z_]+@");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(agent())))
                .isEqualTo("rw-------");
    }

    @Test
    void anUpdateKeepsTheConfigurationAndNothingElseOfTheOldOne() throws Exception {
        // given
        run("install.sh", built().toString());
        Files.createDirectories(installed().resolve("config"));
        Files.writeString(installed().resolve("config/application.properties"), "a=b");
        Files.writeString(installed().resolve("old.jar"), "old");

        // when
        String done = run("install.sh", built().toString());

        // then
        assertThat(done).startsWith("0 ");
        assertThat(installed().resolve("config/application.properties")).hasContent("a=b");
        assertThat(installed().resolve("old.jar")).doesNotExist();
    }

    @Test
    void whatIsNotBuiltIsNotInstalled() throws Exception {
        // when
        String done = run("install.sh", user.toString());

        // then
        assertThat(done).startsWith("1 ").contains("./mvnw package");
        assertThat(agent()).doesNotExist();
    }

    @Test
    void anUninstallLeavesTheHomeAndTheLogs() throws Exception {
        // given
        run("install.sh", built().toString());
        Path kept = Files.createDirectories(user.resolve("a & b/hermes-sessions"));

        // when
        String done = run("uninstall.sh");

        // then
        assertThat(done).startsWith("0 ");
        assertThat(agent()).doesNotExist();
        assertThat(installed()).doesNotExist();
        assertThat(kept).isDirectory();
        assertThat(user.resolve("Library/Logs/hermes-sessions")).isDirectory();
    }
}
