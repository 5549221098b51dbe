package ai.hermes.sessions.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ai.hermes.sessions.page.Chromium;
import ai.hermes.sessions.testing.OpenIdProvider;
import ai.hermes.sessions.testing.OpenIdProviderResource;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.TestHomeResource;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins at a provider of identities: a browser's by the code flow, a program's by its token. */
@QuarkusTest
@WithTestResource(value = TestHomeResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = OpenIdProviderResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OidcTest {

    private static final Map<String, Object> ADMIN =
            Map.of("groups", List.of("others", "admins"), "name", "ada", "sub", "7");

    TestHome home;
    OpenIdProvider provider;

    @TestHTTPResource("/")
    URI url;

    @BeforeEach
    void begin() {
        home.clear();
    }

    private static ValidatableResponse status(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/auth/status")
                .then();
    }

    private static ValidatableResponse echo(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/echo")
                .then();
    }

    @Test
    void aTokenOfTheProviderOpensWhatItsClaimsGive() {
        status(provider.token(ADMIN, OpenIdProvider.CLIENT, 60))
                .body("name", is("oidc:7 ada"))
                .body("role", is("admin"))
                .body("profiles", is((Object) null));
        status(provider.token(Map.of("groups", "editors"), OpenIdProvider.CLIENT, 60))
                .body("role", is("organise"))
                .body("profiles", contains("work"));
        status(provider.token(Map.of("groups", List.of("readers")), OpenIdProvider.CLIENT, 60))
                .body("role", is("read"))
                .body("profiles", contains("default", "work"));
    }

    @Test
    void aProgramWithATokenIsNotSentToTheProvider() {
        given().header("Authorization", "Bearer " + provider.token(ADMIN, OpenIdProvider.CLIENT, 60))
                .redirects()
                .follow(false)
                .get("/api/auth/oidc/start")
                .then()
                .statusCode(400)
                .body("error", is("A program sends its token with each request; people log in here without one"));
    }

    @Test
    void aTokenForSomebodyElseOpensNothing() {
        echo(provider.token(ADMIN, "another-client", 60)).statusCode(401);
    }

    @Test
    void anExpiredTokenOpensNothing() {
        echo(provider.token(ADMIN, OpenIdProvider.CLIENT, -60)).statusCode(401);
    }

    @Test
    void aTokenThatSomebodyElseSignedOpensNothing() {
        echo(provider.forged(ADMIN)).statusCode(401);
    }

    @Test
    void aTokenWhoseClaimsOpenNoProfileOpensNothing() {
        echo(provider.token(Map.of("groups", "visitors"), OpenIdProvider.CLIENT, 60))
                .statusCode(401);
    }

    @Test
    void aTokenWhoseClaimsGiveNoRoleOpensNothing() {
        echo(provider.token(Map.of("groups", "others"), OpenIdProvider.CLIENT, 60))
                .statusCode(401);
        echo(provider.token(Map.of(), OpenIdProvider.CLIENT, 60)).statusCode(401);
    }

    @Test
    void aStreamEndsWithTheTokenThatOpenedIt() throws Exception {
        // given
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/api/sessions/events"))
                .header("Authorization", "Bearer " + provider.token(ADMIN, OpenIdProvider.CLIENT, 4))
                .build();

        // when
        HttpResponse<InputStream> stream =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());

        // then
        assertThat(stream.statusCode()).isEqualTo(200);
        try (InputStream body = stream.body()) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> assertThrows(IOException.class, body::readAllBytes));
        }
    }

    @Test
    void inABrowserTheCodeFlowEndsInALoginOfOurs() {
        try (Chromium chromium = Chromium.start();
                BrowserContext context = chromium.browser().newContext()) {
            // given
            provider.person(ADMIN);
            Page page = context.newPage();

            // when
            page.navigate(url.resolve("/session/abc").toString());
            page.getByText("Log in with your account").click();

            // then
            assertThat(page).hasURL(Pattern.compile(".*/session/abc"));
            assertThat(page).hasTitle("Hermes");
            assertThat(context.cookies().stream().map(it -> it.name)).containsExactly("hermes_session");
            Cookie login = context.cookies().get(0);
            assertThat(login.httpOnly).isTrue();
            given().cookie(login.name, login.value)
                    .get("/api/auth/sessions")
                    .then()
                    .body("sessions.name", contains("oidc:7 ada"))
                    .body("sessions.current", contains(true));
        }
    }

    @Test
    void inABrowserWhoseClaimsOpenNoProfileTheLoginSaysSo() {
        try (Chromium chromium = Chromium.start();
                BrowserContext context = chromium.browser().newContext()) {
            // given
            provider.person(Map.of("groups", "visitors"));
            Page page = context.newPage();

            // when
            page.navigate(url.resolve("/login").toString());
            page.getByText("Log in with your account").click();

            // then
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .hasText("Your account has no access to these sessions.");
            assertThat(context.cookies()).isEmpty();
        }
    }
}
