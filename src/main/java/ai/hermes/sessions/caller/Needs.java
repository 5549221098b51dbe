package ai.hermes.sessions.caller;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says who may call a resource's method, or all methods of a resource that do not say otherwise. What does not say it
 * is refused to everybody. For routes that are no resource see {@link RouteRules}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Needs {

    /** The least role of a caller. */
    Role value();

    /** Whether the answer is about the whole service, so that only who may see all profiles gets it. */
    boolean everyProfile() default false;
}
