package ai.hermes.sessions.caller;

import java.util.Optional;

/**
 * Who calls, as far as the service knows.
 *
 * @param name what the owner knows the key by, or how the provider of identities calls the person; no secret
 * @param role what it may do
 * @param visible which profiles it may see
 * @param key the id of the login or token of ours that it showed; empty where it showed something else, or nothing
 */
public record Caller(String name, Role role, Visible visible, Optional<String> key) {

    /** Somebody who proved nothing. */
    public static final Caller ANYONE = new Caller("anyone", Role.ANYONE, Visible.NONE, Optional.empty());

    /** Somebody at this machine, while no way to prove anything is set up: all is theirs. */
    public static final Caller OWNER = new Caller("owner", Role.ADMIN, Visible.ALL, Optional.empty());

    /** Whether it proved who it is, or needs not. */
    public boolean known() {
        return role != Role.ANYONE;
    }

    /** Whether it may do what needs that role; over all profiles, where that is needed. */
    public boolean may(Role needed, boolean everyProfile) {
        return role.covers(needed) && (!everyProfile || visible.all() || needed == Role.ANYONE);
    }
}
