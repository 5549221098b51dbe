package ai.hermes.sessions.store.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One sample session.
 *
 * @param key its name inside the script
 * @param source where it came from, as the agent writes it
 * @param age time since its last message
 * @param title the title; empty if none
 * @param options words of its head line; a word without a value has an empty one
 * @param messages in order
 */
record SampleSession(
        String key,
        String source,
        Duration age,
        Optional<String> title,
        Map<String, String> options,
        List<SampleMessage> messages) {

    /** How a session follows from another one. */
    enum Link {
        CONTINUES("continues", "compression", ""),
        BRANCHES("branches", "", "_branched_from"),
        SERVES("serves", "", "_delegate_from"),
        RESETS("resets", "new_session", "_reset_from");

        final String option;
        /** What ended the parent; empty where it goes on. */
        final String parentEnd;
        /** The member of {@code model_config} that names the parent; empty where there is none. */
        final String member;

        Link(String option, String parentEnd, String member) {
            this.option = option;
            this.parentEnd = parentEnd;
            this.member = member;
        }
    }

    boolean is(String word) {
        return options.containsKey(word);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    Optional<Link> link() {
        return List.of(Link.values()).stream()
                .filter(link -> options.containsKey(link.option))
                .findFirst();
    }

    Optional<String> parentKey() {
        return link().flatMap(link -> option(link.option));
    }
}
