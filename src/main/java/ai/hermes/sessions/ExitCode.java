package ai.hermes.sessions;

/** What a command, or a start that is refused, tells whoever ran it. The numbers are those of {@code sysexits.h}. */
enum ExitCode {
    /** It is done. */
    DONE(0),
    /** There is no such command, or it wants other arguments. */
    USAGE(64),
    /** The file is no sound backup that this version understands. */
    DATA(65),
    /** There is nothing to copy, or it cannot be read. */
    NO_INPUT(66),
    /** The file cannot be made. */
    CANNOT_CREATE(73),
    /** Reading or writing failed. */
    FAILED(74),
    /** Something is in use; the same may work in a moment. */
    BUSY(75),
    /** The set-up is wrong; to start again changes nothing. */
    SET_UP(78);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
