package ai.hermes.sessions.security;

import ai.hermes.sessions.caller.Needs;
import ai.hermes.sessions.caller.RouteRule;
import ai.hermes.sessions.caller.RouteRules;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which role each address needs: the one table that the {@link AccessGuard} decides by. It is made of what resources
 * say by {@link Needs}, and other routes by {@link RouteRules}. An address without a rule is there for nobody.
 */
@Singleton
final class AccessTable {

    private static final Pattern PART = Pattern.compile("\\{[^}]*}|:[A-Za-z_]+|\\*$");

    private final Map<String, Map<String, Rule>> plain = new HashMap<>();
    private final Map<Pattern, Map<String, Rule>> patterns = new HashMap<>();
    private final Map<String, Rule> all = new TreeMap<>();
    private final Set<String> without = new HashSet<>();

    @Inject
    AccessTable(BeanManager beans, @All List<RouteRules> routes) {
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(it -> it.isAnnotationPresent(Path.class))
                .distinct()
                .forEach(this::addResource);
        routes.forEach(
                source -> source.rules().forEach(it -> add(it, source.getClass().getSimpleName())));
    }

    /**
     * The rule of an address.
     *
     * @param method the verb; {@code HEAD} is as {@code GET}
     * @param path the path, plainly written
     * @return empty where there is none
     */
    Optional<Rule> rule(String method, String path) {
        String verb = method.equals("HEAD") ? "GET" : method;
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Optional<Rule> exact = Optional.ofNullable(plain.get(trimmed)).map(it -> it.get(verb));
        return exact.or(() -> patterns.entrySet().stream()
                .filter(it -> it.getKey().matcher(trimmed).matches())
                .flatMap(it -> Optional.ofNullable(it.getValue().get(verb)).stream())
                // Where two match, the stricter one holds.
                .max((one, other) -> one.role().compareTo(other.role())));
    }

    /** All rules, by verb and template. */
    Map<String, Rule> all() {
        return Map.copyOf(all);
    }

    /** Methods of resources that say nothing, each with what has to be done about it. */
    Set<String> without() {
        return Set.copyOf(without);
    }

    private void addResource(Class<?> resource) {
        for (Method method : resource.getDeclaredMethods()) {
            verb(method).ifPresent(verb -> {
                String where = resource.getSimpleName() + "." + method.getName();
                Optional<Needs> needs = Optional.ofNullable(method.getAnnotation(Needs.class))
                        .or(() -> Optional.ofNullable(resource.getAnnotation(Needs.class)));
                String template = ("/" + path(resource) + "/" + path(method))
                        .replaceAll("/+", "/")
                        .replaceAll("(?<=.)/$", "");
                needs.ifPresentOrElse(
                        it -> add(new RouteRule(verb, template, it.value(), it.everyProfile()), where),
                        () -> without.add("%s (%s %s) does not say who may call it, so nobody may: annotate it with"
                                .concat(" @Needs(Role.READ), ORGANISE, ADMIN, or ANYONE for the public.")
                                .formatted(where, verb, template)));
            });
        }
    }

    private void add(RouteRule route, String where) {
        Rule rule = new Rule(route.role(), route.everyProfile(), where);
        all.put(route.method() + " " + route.template(), rule);
        Matcher parts = PART.matcher(route.template());
        if (parts.find()) {
            patterns.computeIfAbsent(pattern(route.template()), it -> new HashMap<>())
                    .put(route.method(), rule);
        } else {
            plain.computeIfAbsent(route.template(), it -> new HashMap<>()).put(route.method(), rule);
        }
    }

    private static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder();
        int end = 0;
        for (Matcher parts = PART.matcher(template); parts.find(); end = parts.end()) {
            regex.append(Pattern.quote(template.substring(end, parts.start())))
                    .append(parts.group().equals("*") ? ".*" : "[^/]+");
        }
        return Pattern.compile(regex + Pattern.quote(template.substring(end)));
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(it -> Optional.ofNullable(it.getAnnotation(HttpMethod.class)).stream())
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String path(AnnotatedElement element) {
        return Optional.ofNullable(element.getAnnotation(Path.class))
                .map(Path::value)
                .orElse("");
    }
}
