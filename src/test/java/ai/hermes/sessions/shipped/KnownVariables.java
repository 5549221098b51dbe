package ai.hermes.sessions.shipped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The variables that the service understands: ours, those that it shares with hermes-webui, and those of Quarkus. */
final class KnownVariables {

    private static final String QUARKUS = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    /** In defaults, {@code ${HERMES_WEBUI_HOST:127.0.0.1}}. */
    private static final Pattern NAMED = Pattern.compile("\\$\\{((?:HERMES|OTEL)_[A-Z_]+)[:}]");

    private static final Pattern ANY = Pattern.compile("[A-Z0-9_]+");

    private static final KnownVariables ALL = new KnownVariables();

    private final Set<String> names = new HashSet<>();
    private final Set<Pattern> patterns = new HashSet<>();

    private KnownVariables() {
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("ai.hermes.sessions").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .map(ConfigClass::configClass)
                        .forEach(type -> ConfigMappings.getProperties(type).forEach((name, property) -> {
                            add(name);
                            if (property.hasDefaultValue() && property.getDefaultValue() != null) {
                                addNamedIn(property.getDefaultValue());
                            }
                        }));
        try {
            addNamedIn(Files.readString(Path.of("src/main/resources/application.properties")));
            ObjectMapper json = new ObjectMapper();
            for (URL model : Collections.list(getClass().getClassLoader().getResources(QUARKUS))) {
                try (InputStream in = model.openStream()) {
                    names.addAll(json.readTree(in).findValuesAsText("environmentVariable"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KnownVariables all() {
        return ALL;
    }

    /** Whether the service looks at a variable of that name. */
    boolean has(String name) {
        return names.contains(name)
                || patterns.stream().anyMatch(it -> it.matcher(name).matches());
    }

    private void add(String property) {
        String name = property.replaceAll("\\[\\*]$", "");
        if (name.contains("*")) {
            patterns.add(Pattern.compile(Stream.of(name.split("\\*", -1))
                    .map(KnownVariables::variable)
                    .reduce((one, other) -> one + ANY + other)
                    .orElseThrow()));
        } else {
            names.add(variable(name));
        }
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private void addNamedIn(String text) {
        NAMED.matcher(text).results().map((MatchResult it) -> it.group(1)).forEach(names::add);
    }
}
