package ai.hermes.sessions.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * A small provider of identities: real HTTP, real keys, the code flow with PKCE. Whoever comes is the person that was
 * named last.
 */
public final class OpenIdProvider implements AutoCloseable {

    /** The client that it knows. */
    public static final String CLIENT = "hermes-sessions";

    /** The client's secret. */
    public static final String SECRET = "the-secret-of-the-client-which-is-long-enough";

    private final HttpServer server;
    private final RsaJsonWebKey key;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile Map<String, Object> person = Map.of("sub", "nobody");

    private OpenIdProvider(HttpServer server, RsaJsonWebKey key) {
        this.server = server;
        this.key = key;
    }

    /** Starts it on a free port. */
    public static OpenIdProvider start() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("key-1");
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            OpenIdProvider provider = new OpenIdProvider(server, key);
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "openid-provider");
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/.well-known/openid-configuration", provider::configuration);
            server.createContext(
                    "/jwks",
                    exchange -> json(
                            exchange, 200, new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
            server.createContext("/authorize", provider::authorize);
            server.createContext("/token", provider::token);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its address, which is the issuer. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Says who comes next. */
    public void person(Map<String, Object> claims) {
        person = claims;
    }

    /**
     * A token that it signed.
     *
     * @param audience for whom
     * @param seconds for how long it is good; negative for one that has expired
     */
    public String token(Map<String, Object> claims, String audience, int seconds) {
        return sign(key, claims, audience, seconds);
    }

    /** The same signed by somebody else, who says to be it. */
    public String forged(Map<String, Object> claims) {
        try {
            RsaJsonWebKey other = RsaJwkGenerator.generateJwk(2048);
            other.setKeyId(key.getKeyId());
            return sign(other, claims, CLIENT, 60);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sign(RsaJsonWebKey with, Map<String, Object> claims, String audience, int seconds) {
        long now = System.currentTimeMillis() / 1000;
        JwtClaims all = new JwtClaims();
        all.setIssuer(url());
        all.setAudience(audience);
        all.setSubject("somebody");
        all.setClaim("iat", now - 3_600);
        all.setClaim("exp", now + seconds);
        claims.forEach(all::setClaim);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(all.toJson());
        signature.setKey(with.getPrivateKey());
        signature.setKeyIdHeaderValue(with.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void configuration(HttpExchange exchange) throws IOException {
        json(exchange, 200, """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/jwks", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(url()));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        asked.get("redirect_uri") + "?code=" + code + "&state="
                                + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> begun = codes.remove(asked.getOrDefault("code", ""));
        String credentials =
                Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        boolean good = begun != null
                && ("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && challenge(asked.getOrDefault("code_verifier", "")).equals(begun.get("code_challenge"))
                && begun.get("redirect_uri").equals(asked.get("redirect_uri"));
        if (!good) {
            json(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        Map<String, Object> claims = new HashMap<>(person);
        if (begun.containsKey("nonce")) {
            claims.put("nonce", begun.get("nonce"));
        }
        json(
                exchange,
                200,
                "{\"token_type\": \"Bearer\", \"expires_in\": 300, \"access_token\": \"%s\", \"id_token\": \"%s\"}"
                        .formatted(token(person, CLIENT, 300), token(claims, CLIENT, 300)));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(it -> it.split("=", 2))
                .filter(it -> it.length == 2)
                .collect(Collectors.toMap(
                        it -> it[0], it -> URLDecoder.decode(it[1], StandardCharsets.UTF_8), (one, other) -> other));
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
