package ai.hermes.sessions.session;

import ai.hermes.sessions.annotation.Project;
import ai.hermes.sessions.annotation.Tags;
import ai.hermes.sessions.conversation.ConversationFilter;
import ai.hermes.sessions.conversation.ConversationQuery;
import ai.hermes.sessions.conversation.Rule;
import ai.hermes.sessions.query.QueryException;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.store.Profile;
import ai.hermes.sessions.wire.ApiException;
import ai.hermes.sessions.wire.JsonBody;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/** How a {@link ConversationQuery} looks on the wire: members of an object in JSON, or parameters of the list. */
public final class ConversationQueries {

    private static final Set<String> MEMBERS = Set.of(
            "profile",
            "rule",
            "source",
            "project_id",
            "tag",
            "title",
            "model",
            "workspace",
            "active_after",
            "active_before",
            "pinned",
            "unread",
            "has_children",
            "q");
    private static final int MAX_LENGTH = 512;
    private static final int MAX_VALUES = 64;
    private static final Set<String> YES = Set.of("1", "true", "yes", "on");
    private static final Set<String> NO = Set.of("0", "false", "no", "off");

    private final Map<String, List<String>> members;
    private final List<Project> projects;

    private ConversationQueries(Map<String, List<String>> members, List<Project> projects) {
        this.members = members;
        this.projects = projects;
    }

    /**
     * The query that has these members. A name that is unknown is refused: without it more would be meant.
     *
     * @param projects those that a typed search may name
     * @throws ApiException 400 if a member is unknown, or its value makes no sense
     */
    public static ConversationQuery of(Map<String, List<String>> members, List<Project> projects) {
        members.forEach((name, values) -> {
            if (!MEMBERS.contains(name)) {
                throw ApiException.badRequest("a query has no member " + JsonBody.cut(name, 40));
            } else if (values.size() > MAX_VALUES || values.stream().anyMatch(it -> it.length() > MAX_LENGTH)) {
                throw ApiException.badRequest(name + " is too long");
            }
        });
        return new ConversationQueries(members, projects).query();
    }

    private ConversationQuery query() {
        Optional<ConversationFilter> typed = text("q").map(this::typed);
        return new ConversationQuery(
                profiles(),
                text("rule").map(ConversationQueries::rule).or(() -> typed.flatMap(ConversationFilter::rule)),
                texts("source"),
                text("project_id"),
                texts("tag"),
                text("title"),
                text("model"),
                text("workspace"),
                time("active_after"),
                time("active_before"),
                flag("pinned"),
                flag("unread"),
                flag("has_children"),
                typed);
    }

    private ConversationFilter typed(String text) {
        try {
            SearchText parsed = SearchText.parse(text);
            if (!parsed.ofMessages().isEmpty()) {
                throw ApiException.badRequest("q: tool, role and has are about messages: see /api/search");
            }
            return ConversationFilter.of(parsed, projects, ZonedDateTime.now());
        } catch (QueryException e) {
            throw new ApiException(
                    400, "query_invalid", e.getMessage(), Map.of("position", e.position(), "length", e.length()));
        }
    }

    /**
     * The rule of that name.
     *
     * @throws ApiException 400 if there is none, or none that has rows of its own
     */
    public static Rule rule(String name) {
        Rule rule = Rule.named(name)
                .orElseThrow(() -> ApiException.badRequest("rule is none of those that the answer counts"));
        return switch (rule) {
            case SEGMENT ->
                throw ApiException.badRequest("rule segment has no rows: each is in its conversation's row");
            case OTHER_PROFILE -> throw ApiException.badRequest("rule other_profile has no rows: see all_profiles");
            default -> rule;
        };
    }

    /** The members of a query, as {@link #of} reads them. */
    public static Map<String, Object> members(ConversationQuery query) {
        Map<String, Object> members = new LinkedHashMap<>();
        some(query.profiles().stream().map(Profile::name).toList()).ifPresent(it -> members.put("profile", it));
        query.rule().ifPresent(it -> members.put("rule", it));
        some(query.sources()).ifPresent(it -> members.put("source", it));
        query.project().ifPresent(it -> members.put("project_id", it));
        some(query.tags()).ifPresent(it -> members.put("tag", it));
        query.title().ifPresent(it -> members.put("title", it));
        query.model().ifPresent(it -> members.put("model", it));
        query.workspace().ifPresent(it -> members.put("workspace", it));
        query.activeAfter().ifPresent(it -> members.put("active_after", it));
        query.activeBefore().ifPresent(it -> members.put("active_before", it));
        query.pinned().ifPresent(it -> members.put("pinned", it));
        query.unread().ifPresent(it -> members.put("unread", it));
        query.hasChildren().ifPresent(it -> members.put("has_children", it));
        query.text().ifPresent(it -> members.put("q", it.text().text()));
        return members;
    }

    private static Optional<List<String>> some(Collection<String> values) {
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.stream().sorted().toList());
    }

    private Set<Profile> profiles() {
        Set<Profile> profiles = new LinkedHashSet<>();
        texts("profile")
                .forEach(name -> profiles.add(
                        Profile.named(name).orElseThrow(() -> ApiException.badRequest("invalid profile"))));
        return profiles;
    }

    private Set<String> texts(String name) {
        Set<String> texts = new LinkedHashSet<>();
        members.getOrDefault(name, List.of()).stream()
                .map(it -> name.equals("tag") ? Tags.fold(it) : it.strip())
                .filter(Predicate.not(String::isEmpty))
                .forEach(texts::add);
        return texts;
    }

    private Optional<String> text(String name) {
        Set<String> texts = texts(name);
        if (texts.size() > 1) {
            throw ApiException.badRequest(name + " can have one value only");
        }
        return texts.stream().findFirst();
    }

    private OptionalDouble time(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double seconds = Double.parseDouble(text.get());
            if (Double.isFinite(seconds)) {
                return OptionalDouble.of(seconds);
            }
        } catch (NumberFormatException e) {
            // It is refused like a number that is no time.
        }
        throw ApiException.badRequest(name + " must be a time in seconds since 1970");
    }

    private Optional<Boolean> flag(String name) {
        return text(name).map(text -> {
            String word = text.toLowerCase(Locale.ROOT);
            if (!YES.contains(word) && !NO.contains(word)) {
                throw ApiException.badRequest(name + " must be true or false");
            }
            return YES.contains(word);
        });
    }
}
