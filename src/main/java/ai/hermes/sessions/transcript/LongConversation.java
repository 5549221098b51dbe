package ai.hermes.sessions.transcript;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A conversation that is read in parts, whoever has its messages. Each call is short reads; between two of them it may
 * have grown.
 *
 * <p>All methods throw {@link MessageNotFoundException} for a message or text that is not there, and what readers of
 * their keeper throw where it cannot be read now.
 */
public interface LongConversation {

    /** Some messages in a row. */
    Slice slice(SliceRequest request, PictureAddress addresses);

    /**
     * Some messages in a row with all their texts, from the root on.
     *
     * @param after only messages after this one; empty for all
     * @param limit how many at most
     * @param budget about how many bytes they may have; one is read whatever it has
     */
    WholeMessages whole(OptionalLong after, int limit, long budget, Show show);

    /**
     * The message that {@link #whole} would begin with, of which nothing else is read: for somebody who cannot read it
     * and goes on after it.
     *
     * @param after as there
     * @return empty where there is none, or where no later one could be read either
     */
    OptionalLong next(OptionalLong after, Show show);

    /** The same excerpt with the digests of its cut texts. */
    Excerpt digested(Excerpt excerpt);

    /**
     * A piece of a text.
     *
     * @param offset where it begins, in bytes
     * @param count how many bytes, about
     */
    TextPiece text(Texts.Name name, long offset, int count);

    /**
     * A picture.
     *
     * @param id of the message
     * @param part number of the part
     * @param largest how many bytes its address may have
     * @return empty where it is no picture that may be shown
     * @throws PictureTooLargeException if it is larger
     */
    Optional<Picture> picture(long id, int part, long largest);

    /** What the user said, in a few words each. */
    Turns turns(Anchor anchor, int limit, Show show);

    /**
     * Where a text is, from the root on.
     *
     * @param text what is looked for, whatever its case
     * @param after only in messages after this one; empty for all
     * @param limit how many hits at most
     */
    Findings find(String text, OptionalLong after, int limit, Show show);
}
