package ai.hermes.sessions.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLogTest {

    @ParameterizedTest
    @CsvSource({
        "/,/",
        "/api/sessions,/api/sessions",
        "/api/share/secret,/api/share",
        "/share/secret,/share",
        "/session/20260801_100000_aaaa01,/session",
        "/q/health/live,/q/health",
        "/favicon.ico,/favicon.ico",
        "/api/redis%3A%2F%2F%3Asecret%40cache,/api/...",
        "/sk-secret12,/..."
    })
    void nothingOfAPathIsKeptThatMayBeASecret(String path, String kept) {
        assertThat(RequestLog.place(path)).isEqualTo(kept);
    }
}
