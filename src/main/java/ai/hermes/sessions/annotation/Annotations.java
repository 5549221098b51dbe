package ai.hermes.sessions.annotation;

import ai.hermes.sessions.store.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** The project of that id and that profile; empty where the profile has none such. */
    public Optional<Project> project(Profile profile, String id) {
        return projects.stream()
                .filter(it -> it.id().equals(id) && it.profile().equals(profile))
                .findFirst();
    }
}
