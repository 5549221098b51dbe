package ai.hermes.sessions.transcript;

/** Where pictures are had from. */
@FunctionalInterface
public interface PictureAddress {

    /** Where nobody asks for them. */
    PictureAddress NONE = (sessionId, id, part) -> "";

    /**
     * The address of a picture, relative to that of the page.
     *
     * @param sessionId the session that the message is stored in
     * @param id the message
     * @param part number of the part
     */
    String of(String sessionId, long id, int part);
}
