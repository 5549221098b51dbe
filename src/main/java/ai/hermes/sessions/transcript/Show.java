package ai.hermes.sessions.transcript;

/**
 * Which messages are shown besides those in use. Hidden ones and the agent's own notes never are.
 *
 * @param compacted those that the agent replaced by a summary, for itself
 * @param rewound those that were undone
 */
public record Show(boolean compacted, boolean rewound) {

    /** What people see unless they ask for something else. */
    public static final Show USUAL = new Show(true, false);

    boolean shows(Entry entry) {
        return entry.live() || (entry.summarised() ? compacted : rewound);
    }
}
