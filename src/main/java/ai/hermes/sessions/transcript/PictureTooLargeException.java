package ai.hermes.sessions.transcript;

/** A picture is larger than pictures may be. */
public final class PictureTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PictureTooLargeException() {
        super("picture", null, false, false);
    }
}
