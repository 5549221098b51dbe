package ai.hermes.sessions.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hermes.sessions.testing.TestHome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archive that is handed out, unpacked; only the profile {@code release} of the build makes one. */
class ReleaseIT {

    private static final Pattern PLACE = Pattern.compile("\\(([\\w.-]+):([\\w.-]+):([\\w.-]+) - ");

    @TempDir
    static Path folder;

    private static Path archive;

    @BeforeAll
    static void unpack() throws IOException {
        String made = System.getProperty("hermes.test.release");
        assumeTrue(made != null, "SKIPPED: without -Prelease no archive is made");
        archive = Path.of(made);
        Script done = run(Map.of(), "tar", "-xzf", made, "--strip-components=1");
        assertThat(done.code()).as(done.output()).isZero();
    }

    private static Script run(Map<String, String> variables, String... command) {
        return Script.run(variables, folder, Stream.of(command).toList());
    }

    private static Set<String> files(Path inside) throws IOException {
        try (Stream<Path> files = Files.list(inside)) {
            return files.map(it -> it.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void itHoldsWhatIsSaidOfIt() throws IOException {
        assertThat(files(folder))
                .containsExactly(
                        "CHANGELOG.md",
                        "LICENSE",
                        "NOTICE",
                        "README.md",
                        "THIRD-PARTY.txt",
                        "app",
                        "bin",
                        "bom.json",
                        "docs",
                        "jvm-25.options",
                        "jvm.options",
                        "k8s",
                        "launchd");
        assertThat(folder.resolve("bin/hermes-sessions")).isExecutable();
        assertThat(folder.resolve("launchd/install.sh")).isExecutable();
        assertThat(folder.resolve("launchd/systemd/system/hermes-sessions.service"))
                .isRegularFile();
    }

    @ParameterizedTest
    @CsvSource({"version, Hermes Sessions ", "preflight, Hermes Sessions would start.", "doctor, class archive:"})
    void itRunsWhereItWasUnpacked(String command, String said) {
        try (TestHome home = TestHome.create()) {
            // when
            Script done = run(Map.of("HERMES_HOME", home.path().toString()), "bin/hermes-sessions", command);

            // then
            assertThat(done.code()).as(done.output()).isZero();
            assertThat(done.output()).contains(said);
        }
    }

    @Test
    void eachLibraryIsListedWithItsLicence() throws IOException {
        // given
        Set<String> libraries = libraries();

        // when
        Set<String> listed = PLACE.matcher(Files.readString(folder.resolve("THIRD-PARTY.txt")))
                .results()
                .map(ReleaseIT::name)
                .collect(Collectors.toSet());

        // then
        assertThat(libraries).hasSizeGreaterThan(100).allMatch(isIn(listed));
        assertThat(Files.readString(folder.resolve("THIRD-PARTY.txt"))).doesNotContain("Unknown license");
    }

    @Test
    void eachLibraryIsInTheBillOfMaterials() throws IOException {
        // given
        JsonNode bill = new ObjectMapper().readTree(folder.resolve("bom.json").toFile());

        // when
        Set<String> listed = StreamSupport.stream(bill.path("components").spliterator(), false)
                .map(it -> it.path("group").asText() + "." + it.path("name").asText() + "-"
                        + it.path("version").asText())
                .collect(Collectors.toSet());

        // then
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(libraries()).allMatch(isIn(listed));
    }

    /** By name as the jars have it; what is native has its system after that. */
    private static Predicate<String> isIn(Set<String> listed) {
        return jar -> listed.stream().anyMatch(it -> jar.equals(it) || jar.startsWith(it + "-"));
    }

    private static String name(MatchResult place) {
        return place.group(1) + "." + place.group(2) + "-" + place.group(3);
    }

    private static Set<String> libraries() throws IOException {
        Set<String> jars = new TreeSet<>();
        for (String part : new String[] {"app/lib/boot", "app/lib/main"}) {
            files(folder.resolve(part)).forEach(jar -> jars.add(jar.replaceAll("\\.jar$", "")));
        }
        return jars;
    }

    /** What differs from build to build, and nobody else has to know. */
    @Test
    void nothingTellsWhereAndByWhomItWasMade() throws IOException {
        // given
        byte[] here = Path.of("").toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        byte[] home = System.getProperty("user.home").getBytes(StandardCharsets.UTF_8);

        // then
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> holds(file, here) || holds(file, withSlash(home))))
                    .isEmpty();
        }
        Script listed = run(Map.of(), "tar", "--numeric-owner", "-tvzf", archive.toString());
        assertThat(listed.output().lines()).isNotEmpty().allMatch(line -> line.split(" +")[1].equals("0/0"));
    }

    private static byte[] withSlash(byte[] path) {
        return (new String(path, StandardCharsets.UTF_8) + "/").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean holds(Path file, byte[] text) {
        try {
            return holds(Files.readAllBytes(file), text, file.toString().matches(".*\\.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(byte[] content, byte[] text, boolean jar) throws IOException {
        if (jar) {
            try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(content))) {
                for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    if (holds(entries.readAllBytes(), text, false)) {
                        return true;
                    }
                }
            }
            return false;
        }
        return new String(content, StandardCharsets.ISO_8859_1).contains(new String(text, StandardCharsets.ISO_8859_1));
    }
}
