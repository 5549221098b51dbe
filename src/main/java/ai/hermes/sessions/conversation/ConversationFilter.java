package ai.hermes.sessions.conversation;

import ai.hermes.sessions.annotation.Project;
import ai.hermes.sessions.query.Filter;
import ai.hermes.sessions.query.Moments;
import ai.hermes.sessions.query.SearchText;
import ai.hermes.sessions.query.Term;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a typed search says of whole conversations. Answered from memory.
 *
 * @param text the search
 * @param projects names of projects by their ids
 * @param now the minute that times such as {@code 7d} are counted from; of no meaning where none is asked for
 */
public record ConversationFilter(SearchText text, Map<String, String> projects, ZonedDateTime now) {

    private static final String NONE = "none";

    public ConversationFilter {
        projects = Map.copyOf(projects);
        // Asked again in a moment it is the same filter still, and where it asks for no time it stays the same.
        now = dependsOnTime(text) ? now.truncatedTo(ChronoUnit.MINUTES) : Instant.EPOCH.atZone(now.getZone());
    }

    private static boolean dependsOnTime(SearchText text) {
        return text.filters().stream().anyMatch(it -> switch (it.name()) {
            case BEFORE, AFTER, IS -> true;
            default -> false;
        });
    }

    /** A filter that knows the names of these projects. */
    public static ConversationFilter of(SearchText text, List<Project> projects, ZonedDateTime now) {
        return new ConversationFilter(
                text,
                projects.stream().collect(Collectors.toMap(Project::id, Project::name, (one, other) -> one)),
                now);
    }

    /** About how many bytes it takes, for who keeps it. */
    int weight() {
        Stream<String> parts = Stream.concat(
                text.terms().stream().map(Term::text), text.filters().stream().flatMap(it -> it.values().stream()));
        return ConversationQuery.weight(
                Stream.of(Stream.of(text.text()), parts, projects.keySet().stream(), projects.values().stream())
                        .flatMap(it -> it));
    }

    /** Whether it asks for nothing of whole conversations. */
    public boolean isEmpty() {
        return text.ofConversations().isEmpty();
    }

    /** Whether it says where the conversations are that it means, such as {@code is:trashed}. */
    public boolean names(Rule rule) {
        return text.ofConversations().stream()
                .anyMatch(it -> it.name() == Filter.Name.IS
                        && !it.excluded()
                        && it.values().contains(rule.wireName()));
    }

    /** Whether all of its filters hold for a conversation, about now. */
    public boolean holds(Conversation conversation) {
        return holds(conversation, now.toEpochSecond());
    }

    private boolean holds(Conversation conversation, double at) {
        return isEmpty()
                || text.ofConversations().stream().allMatch(filter -> {
                    boolean any = filter.values().stream().anyMatch(value -> holds(filter, value, conversation, at));
                    return any != filter.excluded();
                });
    }

    /**
     * Whether all terms that are looked for are in what is known of a conversation without its messages, and none that
     * is not to be there. Says yes where there are none.
     */
    public boolean has(Conversation conversation) {
        Optional<String> project = project(conversation);
        for (int i = 0; i < text.terms().size(); i++) {
            boolean there =
                    ConversationText.has(conversation, project, text.needles().get(i));
            if (there == text.terms().get(i).excluded()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a conversation is meant, by what is known of it without its messages.
     *
     * @param at the time for which it is asked whether a turn runs, in seconds since 1970
     */
    public boolean means(Conversation conversation, double at) {
        return holds(conversation, at) && has(conversation);
    }

    /** Instead of the list: where the conversations are that it means, if it says so. */
    public Optional<Rule> rule() {
        return Stream.of(Rule.TRASHED, Rule.ARCHIVED, Rule.HIDDEN, Rule.AUTOMATION, Rule.CHILD)
                .filter(this::names)
                .findFirst();
    }

    /** What is known of a conversation without its messages. */
    public ConversationText textOf(Conversation conversation) {
        return ConversationText.of(conversation, project(conversation));
    }

    private Optional<String> project(Conversation conversation) {
        return conversation.annotation().projectId().map(id -> projects.getOrDefault(id, ""));
    }

    private boolean holds(Filter filter, String value, Conversation it, double at) {
        return switch (filter.name()) {
            case SOURCE ->
                it.root().source().equalsIgnoreCase(value)
                        || it.source().label().equalsIgnoreCase(value);
            case PROFILE -> it.profile().name().equalsIgnoreCase(value);
            case PROJECT -> inProject(value, it);
            case TAG -> it.annotation().tags().has(value);
            case TITLE -> within(value, it.title());
            case MODEL -> within(value, it.tip().model());
            case WORKSPACE -> within(value, it.tip().cwd());
            case BEFORE -> it.activity() < seconds(value);
            case AFTER -> it.activity() >= seconds(value);
            case COST -> compared(filter, value, it.tip().cost());
            case MESSAGES -> compared(filter, value, OptionalDouble.of(it.totalMessageCount()));
            case IS -> is(value, it, at);
            case TOOL, ROLE, HAS -> true;
        };
    }

    private boolean inProject(String value, Conversation it) {
        Optional<String> id = it.annotation().projectId();
        if (id.isEmpty()) {
            return value.equals(NONE);
        }
        String name = project(it).orElse("");
        return id.get().equals(value)
                || name.equalsIgnoreCase(value)
                || name.toLowerCase(Locale.ROOT).startsWith(value.toLowerCase(Locale.ROOT) + "/");
    }

    private static boolean is(String value, Conversation it, double at) {
        return switch (value) {
            case "archived" -> it.archived();
            case "trashed" -> it.trashed();
            case "hidden" -> it.hidden();
            case "pinned" -> it.pinned();
            case "unread" -> it.unread();
            case "running" -> it.running(at);
            case "child" -> it.child();
            case "automation" -> it.rule(at) == Rule.AUTOMATION || automatic(it.source());
            default -> it.rule(at) == Rule.LISTED;
        };
    }

    private static boolean automatic(Source source) {
        return switch (source.kind()) {
            case CRON, WEBHOOK, KANBAN -> true;
            default -> false;
        };
    }

    private double seconds(String value) {
        return Moments.of(value, now).map(it -> (double) it.toEpochSecond()).orElse(Double.NaN);
    }

    private static boolean compared(Filter filter, String value, OptionalDouble number) {
        return number.isPresent() && filter.comparison().holds(number.getAsDouble(), Double.parseDouble(value));
    }

    private static boolean within(String value, String whole) {
        return whole.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
    }
}
