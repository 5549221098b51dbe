package ai.hermes.sessions.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a row of a store is: on the list, or kept off it by exactly one rule. The rules are tested in the order in
 * which they stand here.
 */
public enum Rule {
    /** Another segment of a conversation that is accounted for by its tip. */
    SEGMENT,
    /** A subagent, a delegate, a tool run or another child that is shown under its parent. */
    CHILD,
    /** Moved to the trash. */
    TRASHED,
    /** Archived. */
    ARCHIVED,
    /** Marked as hidden. */
    HIDDEN,
    /** A run of a schedule, a webhook or a board, while these are not shown. */
    AUTOMATION,
    /** Left out by another setting: of a source that is not wanted, or an earlier session of a chat. */
    SETTING,
    /** The agent's own work: tool and one-shot sessions. */
    INTERNAL,
    /** Without a message and without a turn that runs now. */
    EMPTY,
    /** In a profile that was not asked for. */
    OTHER_PROFILE,
    /** None of these: on the list. */
    LISTED;

    /** The name on the wire, such as {@code other_profile}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule with that name on the wire. */
    public static Optional<Rule> named(String wireName) {
        return Arrays.stream(values())
                .filter(rule -> rule.wireName().equals(wireName))
                .findFirst();
    }
}
