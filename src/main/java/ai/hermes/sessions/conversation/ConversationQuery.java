package ai.hermes.sessions.conversation;

import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which conversations are meant. All that is given must hold; what is empty is not asked for. Times are seconds since
 * 1970.
 *
 * @param profiles in one of these
 * @param rule where they are; empty for the list
 * @param sources from one of these, by the agent's names
 * @param project in the project of that id; {@link #NO_PROJECT} for in none
 * @param tags with all of these, however they are spelled
 * @param title with that in the title, in any case
 * @param model with that in the name of the model, in any case
 * @param workspace in that folder or one in it
 * @param activeAfter last active then or later
 * @param activeBefore last active before then
 * @param pinned whether they are kept at hand
 * @param unread whether they were active after they were last read
 * @param hasChildren whether others branched from them or work for them
 * @param text what a typed search says of them
 */
public record ConversationQuery(
        Set<Profile> profiles,
        Optional<Rule> rule,
        Set<String> sources,
        Optional<String> project,
        Set<String> tags,
        Optional<String> title,
        Optional<String> model,
        Optional<String> workspace,
        OptionalDouble activeAfter,
        OptionalDouble activeBefore,
        Optional<Boolean> pinned,
        Optional<Boolean> unread,
        Optional<Boolean> hasChildren,
        Optional<ConversationFilter> text) {

    /** All that is on the list. */
    public static final ConversationQuery ALL = new ConversationQuery(
            Set.of(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Instead of the id of a project: in no project. */
    public static final String NO_PROJECT = "none";

    /** A text without its characters, and its place in what it is in. */
    private static final int TEXT = 64;

    public ConversationQuery {
        profiles = Set.copyOf(profiles);
        sources = Set.copyOf(sources);
        tags = Set.copyOf(tags);
    }

    /** What both say. Where both give a value of which there is one only, the other's counts. */
    public ConversationQuery and(ConversationQuery other) {
        return new ConversationQuery(
                other.profiles.isEmpty() ? profiles : other.profiles,
                other.rule.or(() -> rule),
                other.sources.isEmpty() ? sources : other.sources,
                other.project.or(() -> project),
                Stream.concat(tags.stream(), other.tags.stream()).collect(Collectors.toSet()),
                other.title.or(() -> title),
                other.model.or(() -> model),
                other.workspace.or(() -> workspace),
                other.activeAfter.isPresent() ? other.activeAfter : activeAfter,
                other.activeBefore.isPresent() ? other.activeBefore : activeBefore,
                other.pinned.or(() -> pinned),
                other.unread.or(() -> unread),
                other.hasChildren.or(() -> hasChildren),
                other.text.or(() -> text));
    }

    /** About how many bytes its texts take, for who keeps it. */
    public int weight() {
        return weight(Stream.of(
                                profiles.stream().map(Profile::name),
                                sources.stream(),
                                tags.stream(),
                                Stream.of(project, title, model, workspace).flatMap(Optional::stream))
                        .flatMap(it -> it))
                + text.map(ConversationFilter::weight).orElse(0);
    }

    /** About how many bytes some texts take, each an object of its own. */
    public static int weight(Stream<String> texts) {
        return texts.mapToInt(it -> TEXT + Character.BYTES * it.length()).sum();
    }

    /**
     * Whether a conversation of a projection is meant, wherever it is: the rule is not looked at.
     *
     * @param now seconds since 1970
     */
    public Predicate<Conversation> of(Projection projection, double now) {
        if (equals(ALL)) {
            return conversation -> true;
        }
        Optional<String> inTitle = title.map(it -> it.toLowerCase(Locale.ROOT));
        Optional<String> inModel = model.map(it -> it.toLowerCase(Locale.ROOT));
        Predicate<Conversation> meant = it -> matches(it)
                && inTitle.map(text -> within(text, it.title())).orElse(true)
                && inModel.map(text -> within(text, it.tip().model())).orElse(true)
                && text.map(said -> said.means(it, now)).orElse(true);
        return hasChildren
                .map(wanted -> meant.and(withChildren(projection, wanted)))
                .orElse(meant);
    }

    /** Those of a projection that are meant. */
    public List<Conversation> in(Projection projection, double now) {
        Rule where = rule.orElse(Rule.LISTED);
        return projection.conversations().stream()
                .filter(it -> it.rule(now) == where)
                .filter(of(projection, now))
                .toList();
    }

    private static Predicate<Conversation> withChildren(Projection projection, boolean wanted) {
        Set<String> parents = projection.conversations().stream()
                .flatMap(it -> it.parent().stream())
                .flatMap(parent -> projection.find(parent.id()).stream())
                .map(it -> it.root().id())
                .collect(Collectors.toSet());
        return it -> parents.contains(it.root().id()) == wanted;
    }

    private boolean matches(Conversation it) {
        return (profiles.isEmpty() || profiles.contains(it.profile()))
                && (sources.isEmpty() || sources.contains(it.root().source()))
                && project.map(id ->
                                it.annotation().projectId().orElse(NO_PROJECT).equals(id))
                        .orElse(true)
                && tags.stream().allMatch(tag -> it.annotation().tags().has(tag))
                && workspace.map(folder -> inside(folder, it.tip().cwd())).orElse(true)
                && it.activity() >= activeAfter.orElse(Double.NEGATIVE_INFINITY)
                && it.activity() < activeBefore.orElse(Double.POSITIVE_INFINITY)
                && pinned.map(flag -> it.pinned() == flag).orElse(true)
                && unread.map(flag -> it.unread() == flag).orElse(true);
    }

    private static boolean within(String lowerCase, String whole) {
        return whole.toLowerCase(Locale.ROOT).contains(lowerCase);
    }

    private static boolean inside(String folder, String path) {
        return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }
}
