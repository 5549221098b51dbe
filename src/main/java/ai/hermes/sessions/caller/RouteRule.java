package ai.hermes.sessions.caller;

/**
 * Who may call a path.
 *
 * @param method the verb, such as {@code GET}, which stands for {@code HEAD} as well
 * @param template the path; {@code {name}} or {@code :name} is one segment, {@code *} at the end is all that follows
 * @param role the least role of a caller
 * @param everyProfile whether the caller has to be allowed to see all profiles
 */
public record RouteRule(String method, String template, Role role, boolean everyProfile) {

    /** A rule of something that tells nothing of other profiles than the caller's. */
    public static RouteRule of(String method, String template, Role role) {
        return new RouteRule(method, template, role, false);
    }
}
