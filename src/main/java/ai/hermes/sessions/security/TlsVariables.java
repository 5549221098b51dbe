package ai.hermes.sessions.security;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Takes {@code HERMES_WEBUI_TLS_CERT} and {@code HERMES_WEBUI_TLS_KEY} for what Quarkus calls them. With both, the one
 * port speaks TLS and nothing else, and a certificate that is replaced on the disk is served within half a minute.
 * Every property can still be set by its own name.
 */
public final class TlsVariables implements ConfigSourceFactory {

    static final String CERTIFICATE = "HERMES_WEBUI_TLS_CERT";
    static final String KEY = "HERMES_WEBUI_TLS_KEY";

    /** Above the defaults of the code, below all that somebody sets. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Optional<String> certificate = value(context, CERTIFICATE);
        Optional<String> key = value(context, KEY);
        if (certificate.isEmpty() || key.isEmpty()) {
            return List.of();
        }
        String port = value(context, "quarkus.http.port").orElse("8787");
        Map<String, String> properties = Map.of(
                "quarkus.http.ssl.certificate.files",
                certificate.get(),
                "quarkus.http.ssl.certificate.key-files",
                key.get(),
                "quarkus.http.ssl.certificate.reload-period",
                "30S",
                "quarkus.http.ssl-port",
                port,
                "quarkus.http.insecure-requests",
                "disabled");
        return List.of(new PropertiesConfigSource(properties, "TLS of the old web UI", ORDINAL));
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return Optional.ofNullable(value).map(ConfigValue::getValue).filter(it -> !it.isBlank());
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
