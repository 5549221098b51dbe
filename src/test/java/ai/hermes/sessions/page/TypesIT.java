package ai.hermes.sessions.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The bundler only drops the types of the page. Here the compiler looks at them: it comes from Maven, runs in the
 * JavaScript engine that Playwright brings, and finds the types of libraries where the bundler unpacked them. So it
 * needs nothing that the build does not need anyway.
 */
class TypesIT {

    private static final String LIBRARY = "META-INF/resources/webjars/typescript/";

    @Test
    void thePageIsSoundForTheCompiler() throws IOException, InterruptedException, URISyntaxException {
        // given
        Path compiler = unpacked(Path.of("target", "typescript"));
        Path engine = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
                .driverDir();

        // when
        Process check = new ProcessBuilder(
                        node(engine).toString(), compiler.toString(), "--noEmit", "--pretty", "false", "-p", ".")
                .redirectErrorStream(true)
                .start();
        String complaints = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // then
        assertThat(check.waitFor()).as(complaints).isZero();
        assertThat(complaints).isEmpty();
    }

    private static Path node(Path driver) {
        return Stream.of("node", "node.exe")
                .map(driver::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    /** The compiler with its descriptions of what browsers have. */
    private static Path unpacked(Path target) throws IOException, URISyntaxException {
        URI jar = TypesIT.class.getClassLoader().getResource(LIBRARY).toURI();
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
            List<Path> versions;
            try (Stream<Path> found = Files.list(files.getPath(LIBRARY))) {
                versions = found.toList();
            }
            assertThat(versions).hasSize(1);
            Path library = versions.get(0).resolve("lib");
            Files.createDirectories(target);
            try (Stream<Path> found = Files.list(library)) {
                for (Path file : found.filter(it ->
                                it.toString().endsWith(".d.ts") || it.toString().endsWith("tsc.js"))
                        .toList()) {
                    Path copy = target.resolve(file.getFileName().toString());
                    if (!Files.exists(copy)) {
                        Files.copy(file, copy);
                    }
                }
            }
            return target.resolve("tsc.js");
        }
    }
}
