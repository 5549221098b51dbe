package ai.hermes.sessions.security;

import ai.hermes.sessions.preflight.StartupCheck;
import ai.hermes.sessions.preflight.StartupFinding;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whoever asks for TLS gets it, or no service: never one that is open to all who listen in. */
@Singleton
final class TlsCheck implements StartupCheck {

    private final List<StartupFinding> findings = new ArrayList<>();

    @Inject
    TlsCheck(
            @ConfigProperty(name = TlsVariables.CERTIFICATE) Optional<String> certificate,
            @ConfigProperty(name = TlsVariables.KEY) Optional<String> key) {
        if (certificate.isPresent() != key.isPresent()) {
            String missing = certificate.isPresent() ? TlsVariables.KEY : TlsVariables.CERTIFICATE;
            findings.add(StartupFinding.error(
                    missing,
                    "TLS needs a certificate and its key, and only one of them is named.",
                    "Set this variable as well, or take the other one away to serve plain HTTP."));
        }
        certificate.ifPresent(it -> look(TlsVariables.CERTIFICATE, it));
        key.ifPresent(it -> look(TlsVariables.KEY, it));
    }

    private void look(String variable, String file) {
        if (!Files.isReadable(Path.of(file))) {
            findings.add(StartupFinding.error(
                    variable,
                    "The file %s cannot be read, so nothing could be served by TLS.".formatted(file),
                    "Name a file in PEM format that this user may read."));
        }
    }

    @Override
    public List<StartupFinding> findings() {
        return List.copyOf(findings);
    }
}
