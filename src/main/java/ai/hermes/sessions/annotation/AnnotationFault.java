package ai.hermes.sessions.annotation;

import java.util.Locale;

/**
 * Why nothing can be added to conversations now. Sessions are listed and read all the same. Each fault has a stable
 * code for programs, and for people a sentence on what is wrong, one on what it means for them and one on what to do.
 * None of them names a path or shows data.
 */
public enum AnnotationFault {
    /** The folder or the file cannot be written. */
    READ_ONLY(
            "The database of pins, titles and projects cannot be written.",
            "What was added before is shown; nothing can be added or changed.",
            "Let this service write to its data folder, name another folder with hermes.data-dir, or set hermes.read-only"
                    + " if nothing is to be kept."),

    /** Nothing is to be kept, by configuration. */
    DECLARED_READ_ONLY(
            "This service is declared read-only.",
            "What was added before is shown; nothing can be added or changed.",
            "Set hermes.read-only to false and restart the service."),

    /** A newer version of this service made the database. */
    NEWER(
            "The database of pins, titles and projects was made by a newer version of Hermes Sessions.",
            "It is not opened, so that nothing in it is lost. Sessions are shown as the agent has them.",
            "Run that newer version again, or restore a backup of the database from before the update."),

    /** It is there and cannot be opened or understood. */
    UNUSABLE(
            "The database of pins, titles and projects cannot be opened.",
            "Sessions are shown as the agent has them; nothing can be added or changed.",
            "The log of this service has the cause. If the file is damaged, restore a backup, or stop the service and"
                    + " move the file away to begin with an empty one."),

    /** Others were quicker, for too long. */
    BUSY(
            "The database of pins, titles and projects is in use by another change.",
            "This change was not made; nothing else is affected.",
            "Try again in a moment."),

    /** The change could not be written. */
    WRITE_FAILED(
            "The change could not be written.",
            "It was not made; nothing else is affected.",
            "The log of this service has the cause. Look at the free space and the disk of its data folder.");

    private final String message;
    private final String consequence;
    private final String remedy;

    AnnotationFault(String message, String consequence, String remedy) {
        this.message = message;
        this.consequence = consequence;
        this.remedy = remedy;
    }

    /** Stable code for programs, such as {@code annotations_read_only}. */
    public String code() {
        return "annotations_" + name().toLowerCase(Locale.ROOT);
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
}
