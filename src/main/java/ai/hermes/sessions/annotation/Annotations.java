package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that people added, at one moment; immutable.
 *
 * @param byConversation what was added to which conversation; those without anything need not be in it
 * @param projects all projects, in the order in which people see them
 */
public record Annotations(Map<ConversationKey, Annotation> byConversation, List<Project> projects) {

    /** Nobody added anything. */
    public static final Annotations NONE = new Annotations(Map.of(), List.of());

    public Annotations {
        byConversation = Map.copyOf(byConversation);
        projects = List.copyOf(projects);
    }

    /** What was added to a conversation. */
    public Annotation of(ConversationKey conversation) {
        return byConversation.getOrDefault(conversation, Annotation.NONE);
    }

    /** The same with other values for some conversations; however many they are, it is one copy. */
    Annotations with(Map<ConversationKey, Annotation> changed) {
        Map<ConversationKey, Annotation> all = new HashMap<>(byConversation);
        all.putAll(changed);
        return new Annotations(all, projects);
    }

    /** The same with nothing for these conversations. */
    Annotations without(Set<ConversationKey> gone) {
        Map<ConversationKey, Annotation> all = new HashMap<>(byConversation);
        all.keySet().removeAll(gone);
        return new Annotations(all, projects);
    }

    /** The same with these projects. */
    Annotations withProjects(List<Project> others) {
        return new Annotations(byConversation, others);
    }

    /** The same with nothing in that project. */
    Annotations without(Project project) {
        Map<ConversationKey, Annotation> all = new HashMap<>(byConversation);
        all.replaceAll((key, annotation) -> annotation.projectId().equals(Optional.of(project.id()))
                ? annotation.inProject(Optional.empty())
                : annotation);
        return new Annotations(all, projects);
    }

    /** The project of that id and that profile; empty where the profile has none such. */
    public Optional<Project> project(Profile profile, String id) {
        return projects.stream()
                .filter(it -> it.id().equals(id) && it.profile().equals(profile))
                .findFirst();
    }
}
