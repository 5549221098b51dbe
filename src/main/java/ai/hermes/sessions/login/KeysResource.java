package ai.hermes.sessions.login;

import ai.hermes.sessions.annotation.AccessKey;
import ai.hermes.sessions.annotation.AccessKey.Kind;
import ai.hermes.sessions.caller.CallerAccess;
import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Who can come in: the tokens of programs, and the logins of people. Whoever may all may give and take them. */
@Path("/api/auth")
@Consumes(MediaType.WILDCARD)
@Needs(value = Role.ADMIN, everyProfile = true)
public class KeysResource {

    private static final int NAME_LENGTH = 64;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int MAX_DAYS = 3_650;

    private final Keys keys;
    private final WaysIn ways;
    private final AuthConfig config;
    private final CallerAccess access;
    private final JsonBody.Reader bodies;
    private final Clock clock;

    @Inject
    KeysResource(Keys keys, WaysIn ways, AuthConfig config, CallerAccess access, JsonBody.Reader bodies, Clock clock) {
        this.keys = keys;
        this.ways = ways;
        this.config = config;
        this.access = access;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** The tokens that are good. What they are is not known here. */
    @GET
    @Path("/tokens")
    @Operation(summary = "List the tokens of programs")
    @APIResponse(responseCode = "200", description = "The tokens, the newest first")
    public KeyRow.Tokens tokens() {
        return new KeyRow.Tokens(rows(Kind.TOKEN));
    }

    /** Makes a token, and tells it this once. */
    @POST
    @Path("/tokens/create")
    @Operation(summary = "Make a token: name, role (read, organise, admin), profiles?, expires_in_days?")
    @APIResponse(responseCode = "200", description = "The token, which is told this once")
    @APIResponse(responseCode = "400", description = "A member is missing, or makes no sense")
    @APIResponse(responseCode = "409", description = "There are too many tokens, or the first one would expire")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public KeyRow.Made create(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("name", "role");
        Role role = members.text("role")
                .flatMap(Role::named)
                .orElseThrow(() -> ApiException.badRequest("role is one of read, organise, admin"));
        Visible visible = members.has("profiles") && !members.isNull("profiles") ? profiles(members) : Visible.ALL;
        OptionalDouble expiresAt = members.has("expires_in_days") && !members.isNull("expires_in_days")
                ? OptionalDouble.of(now() + SECONDS_OF_DAY * days(members))
                : OptionalDouble.empty();
        if (keys.all(Kind.TOKEN).size() >= config.maxTokens()) {
            throw new ApiException(409, "too_many_tokens", "There are too many tokens. Revoke one first.", Map.of());
        }
        if (role == Role.ADMIN && visible.only().isEmpty() && expiresAt.isPresent() && !ways.any()) {
            throw new ApiException(
                    409,
                    "last_way_in",
                    "This token would lock the service, and once it has expired nobody could come in. Make one that does"
                            + " not expire first, or set a password.",
                    Map.of());
        }
        String name = JsonBody.cut(members.text("name").orElse("").strip(), NAME_LENGTH);
        NewToken issued = keys.issue(Kind.TOKEN, name, role, visible, Optional.empty(), expiresAt);
        return new KeyRow.Made(true, row(issued.key()), issued.secret());
    }

    /** Takes a token away, and all logins with it. */
    @POST
    @Path("/tokens/revoke")
    @Operation(summary = "Take a token away: id")
    @APIResponse(responseCode = "200", description = "It opens nothing any more")
    @APIResponse(responseCode = "400", description = "The id is missing")
    @APIResponse(responseCode = "404", description = "There is no such token")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public KeyRow.Gone revokeToken(byte[] body) {
        JsonBody members = bodies.read(body);
        members.require("id");
        return revoke(Kind.TOKEN, it -> it.id().equals(members.text("id").orElse("")), "Token not found");
    }

    /** The logins that are good. */
    @GET
    @Path("/sessions")
    @Operation(summary = "List the logins of people")
    @APIResponse(responseCode = "200", description = "The logins, the newest first")
    public KeyRow.Logins logins() {
        return new KeyRow.Logins(rows(Kind.LOGIN));
    }

    /** Ends a login, or all but the caller's own. */
    @POST
    @Path("/sessions/revoke")
    @Operation(summary = "End a login: id, or others to end all but the caller's own")
    @APIResponse(responseCode = "200", description = "It has ended")
    @APIResponse(responseCode = "400", description = "The id is missing")
    @APIResponse(responseCode = "404", description = "There is no such login")
    @APIResponse(responseCode = "503", description = "It cannot be kept now")
    public KeyRow.Gone revokeLogin(byte[] body) {
        JsonBody members = bodies.read(body);
        if (members.flag("others", false)) {
            Optional<String> own = access.caller().key();
            return new KeyRow.Gone(
                    true, keys.revoke(it -> it.kind() == Kind.LOGIN && !own.equals(Optional.of(it.id()))));
        }
        members.require("id");
        return revoke(Kind.LOGIN, it -> it.id().equals(members.text("id").orElse("")), "Login not found");
    }

    private KeyRow.Gone revoke(Kind kind, Predicate<AccessKey> which, String notThere) {
        int gone = keys.revoke(which.and(it -> it.kind() == kind));
        if (gone == 0) {
            throw ApiException.notFound(notThere);
        }
        return new KeyRow.Gone(true, gone);
    }

    private List<KeyRow> rows(Kind kind) {
        return keys.all(kind).stream().map(this::row).toList();
    }

    private KeyRow row(AccessKey key) {
        return KeyRow.of(
                key,
                keys.lastUsed(key),
                access.caller().key().filter(key.id()::equals).isPresent());
    }

    private static Visible profiles(JsonBody members) {
        List<String> names = members.list("profiles")
                .filter(it -> !it.isEmpty())
                .orElseThrow(() -> ApiException.badRequest("profiles is a list of names"));
        List<Profile> profiles =
                names.stream().flatMap(it -> Profile.named(it).stream()).toList();
        if (profiles.size() < names.size()) {
            throw ApiException.badRequest("invalid profile");
        }
        return Visible.only(profiles);
    }

    private static int days(JsonBody members) {
        return members.scalar("expires_in_days")
                .filter(it -> it instanceof Integer days && days >= 1 && days <= MAX_DAYS)
                .map(Integer.class::cast)
                .orElseThrow(() -> ApiException.badRequest("expires_in_days is a number from 1 to " + MAX_DAYS));
    }

    private double now() {
        return clock.millis() / 1000.0;
    }
}
