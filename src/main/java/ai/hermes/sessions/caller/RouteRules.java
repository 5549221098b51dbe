package ai.hermes.sessions.caller;

import java.util.List;

/** Says who may call routes that are no methods of resources. A bean that adds such routes implements it. */
public interface RouteRules {

    /** The rules of its routes. */
    List<RouteRule> rules();
}
