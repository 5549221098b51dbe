package ai.hermes.sessions.annotation;

/** Why a copy was not made, or not taken. Nothing was changed by it. */
public enum BackupFault {
    /** There is no database to copy. */
    NOTHING_THERE("There is no database of pins, titles and projects yet. Nothing needs a backup."),

    /** Something is where the copy should go. */
    TARGET_EXISTS("A file of that name is there already. Name another one; nothing is overwritten."),

    /** The copy cannot be written. */
    TARGET_UNWRITABLE("The file cannot be written there. Look at the folder, its rights and its free space."),

    /** The file to restore is not there or cannot be read. */
    UNREADABLE("The file cannot be read. Name a backup that this user may read."),

    /** The file is something else. */
    FOREIGN("The file is no backup of the database of pins, titles and projects."),

    /** The file is broken. */
    DAMAGED("The database in the file is damaged. Use another backup."),

    /** A newer version of this service made the file. */
    NEWER("The backup was made by a newer version of Hermes Sessions. Update this one first."),

    /** Somebody writes for too long. */
    BUSY("The database is in use by another change. Try again in a moment."),

    /** The database could not be read or replaced. */
    FAILED("The database could not be copied or replaced. Look at the data folder, its rights and its free space.");

    private final String message;

    BackupFault(String message) {
        this.message = message;
    }

    /** What is wrong and what to do, in a sentence or two. */
    public String message() {
        return message;
    }
}
