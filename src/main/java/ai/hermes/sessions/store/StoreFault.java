package ai.hermes.sessions.store;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a store cannot be read now. Each fault has a stable code for programs, and for people a sentence on what is
 * wrong, one on what it means for them and one on what to do. None of them names a path or shows data.
 */
public enum StoreFault {
    /** There is no file. */
    MISSING(
            "There is no session store in this home.",
            "No sessions can be shown until the agent has written its first one.",
            "Start Hermes Agent once, or point HERMES_HOME at the home that it uses. The store is picked up when it"
                    + " appears; no restart is needed."),

    /** The file has no content. */
    EMPTY(
            "The session store is an empty file.",
            "No sessions can be read from it.",
            "If the agent is just starting, wait. Otherwise restore the store from a backup, or move the empty file away"
                    + " and let the agent make a new one."),

    /** The content is not SQLite's. */
    NOT_A_DATABASE(
            "The session store is not an SQLite database.",
            "No sessions can be read from it.",
            "Stop the agent, move the file away and restore the store from a backup."),

    /** An SQLite database without the agent's tables. */
    UNRECOGNISED(
            "The session store is a database, but it has no table of sessions.",
            "No sessions can be read from it.",
            "Check that HERMES_HOME names the agent's home. If it does, start the agent once: it completes its tables."),

    /** Sessions are there, messages are not. */
    WITHOUT_MESSAGES(
            "The session store has no table of messages.",
            "Sessions are listed with the counts that the agent noted, but none can be opened.",
            "Start the agent once: it completes its tables. If there were messages before, restore the store from a"
                    + " backup."),

    /** SQLite found the file damaged. */
    CORRUPT(
            "The session store is damaged or cut off.",
            "Sessions cannot be read completely, so no part of them is shown as if it were all.",
            "Stop the agent, keep a copy of the file, then run `hermes doctor` or restore a backup."),

    /** The operating system does not let us read. */
    UNREADABLE(
            "The session store may not be read by the user that this service runs as.",
            "No sessions can be read from it.",
            "Run this service as the user that runs the agent: the store is private to that user (mode 0600)."),

    /** A directory, a device or the like stands in the file's place. */
    NOT_A_FILE(
            "Something that is not a file stands in the place of the session store.",
            "No sessions can be read from it.",
            "Move it away. A container engine makes a directory where it was told to mount a file that was not there yet:"
                    + " mount the home folder instead."),

    /** The files beside a WAL store can be neither used nor made by a reader. */
    SIDECARS_UNAVAILABLE(
            "The -wal or -shm file beside the session store can neither be used nor made.",
            "The store cannot be read without the risk of missing the latest messages, so it is not read.",
            "Let this service write to the home folder (it makes only these two files), or start the agent, which makes"
                    + " them."),

    /** A writer died in the middle of a transaction of a store in DELETE journal mode. */
    HOT_JOURNAL(
            "A writer died in the middle of a change and left its journal beside the session store.",
            "The store holds half a change. Only a writer may undo it, so it is not read.",
            "Start the agent once: opening the store rolls the change back. Do not delete the journal."),

    /** Somebody keeps the store locked. */
    LOCKED(
            "The session store is locked by another process.",
            "Nothing newer than the last good read can be shown.",
            "Usually it passes. If it does not, find the process that holds the store (lsof) and end it.",
            Duration.ofSeconds(1)),

    /** A read did not end within its deadline and was stopped. */
    TIMED_OUT(
            "Reading the session store took too long and was stopped.",
            "Nothing newer than the last good read can be shown.",
            "Usually it passes. If it does not, look at the load of the disk that holds the store.",
            Duration.ofSeconds(1)),

    /** A read does not come back although it was interrupted: it is stuck in the operating system. */
    HUNG(
            "Reading the session store hangs in the operating system.",
            "The store is set aside until the read comes back. Other profiles are not affected.",
            "Look at the disk or network share that holds the store.",
            Duration.ofSeconds(5)),

    /** All readers are in use, or all that such a read may have. */
    BUSY(
            "All readers of the session store that this kind of request may have are in use.",
            "This request was not answered; nothing else is affected.",
            "Try again in a moment. If it goes on, look for slow reads or raise hermes.store.max-readers.",
            Duration.ofSeconds(1)),

    /** The files beside the store are others than a moment ago, and reads from the old ones are not over yet. */
    REOPENING(
            "The files beside the session store were replaced, and it is being opened anew.",
            "Nothing newer than the last good read can be shown.",
            "It takes as long as reads that are under way. If it goes on, restart this service.",
            Duration.ofSeconds(1)),

    /** Reading failed in a way that fits no other fault. */
    READ_FAILED(
            "Reading the session store failed.",
            "Nothing newer than the last good read can be shown.",
            "The log of this service has the cause. Look at the disk that holds the store.");

    private final String message;
    private final String consequence;
    private final String remedy;
    private final Optional<Duration> retryAfter;

    StoreFault(String message, String consequence, String remedy) {
        this(message, consequence, remedy, Optional.empty());
    }

    StoreFault(String message, String consequence, String remedy, Duration retryAfter) {
        this(message, consequence, remedy, Optional.of(retryAfter));
    }

    StoreFault(String message, String consequence, String remedy, Optional<Duration> retryAfter) {
        this.message = message;
        this.consequence = consequence;
        this.remedy = remedy;
        this.retryAfter = retryAfter;
    }

    /** Stable code for programs, such as {@code store_missing}. */
    public String code() {
        return "store_" + name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong, in a sentence. */
    public String message() {
        return message;
    }

    /** What it means for whoever looks at sessions. */
    public String consequence() {
        return consequence;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /** When to try again; empty where waiting does not help. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whether the same read may well succeed in a moment. */
    public boolean passing() {
        return retryAfter.isPresent();
    }
}
