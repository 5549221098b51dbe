package ai.hermes.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README is held to the code. */
class DocumentationTest {

    /** A row of the table: names in backquotes, where a name that begins with a dot is short; and defaults likewise. */
    private static final Pattern ROW = Pattern.compile("^\\| (`hermes\\.[^|]*) \\|([^|]*)\\|", Pattern.MULTILINE);

    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");

    @Test
    void theTableOfPropertiesIsThatOfTheCode() throws IOException {
        assertThat(documented()).isEqualTo(properties());
    }

    /** Names and defaults as the README has them. Defaults taken from the environment are left out. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("README.md")));
        while (rows.find()) {
            String[] names = quoted(rows.group(1));
            String[] defaults = quoted(rows.group(2));
            String prefix = names[0].substring(0, names[0].lastIndexOf('.'));
            for (int i = 0; i < names.length; i++) {
                String name = names[i].startsWith(".") ? prefix + names[i] : names[i];
                documented.put(name, rows.group(2).contains("_") ? "" : i < defaults.length ? defaults[i] : "");
            }
        }
        return documented;
    }

    private static String[] quoted(String cell) {
        return QUOTED.matcher(cell)
                .results()
                .map(MatchResult::group)
                .map(it -> it.replace("`", ""))
                .toArray(String[]::new);
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("ai.hermes.sessions").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .map(ConfigClass::configClass)
                        .forEach(type -> ConfigMappings.getProperties(type)
                                .forEach((name, property) -> properties.put(name, fixedDefault(property))));
        // Of a property that is a list its elements are told as well.
        properties.keySet().removeIf(name -> name.endsWith("[*]"));
        return properties;
    }

    private static String fixedDefault(Property property) {
        String value = property.hasDefaultValue() ? property.getDefaultValue() : "";
        return value == null || value.contains("${") ? "" : value;
    }
}
