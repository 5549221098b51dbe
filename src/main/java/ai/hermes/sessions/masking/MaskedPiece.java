package ai.hermes.sessions.masking;

/**
 * A piece of a longer text without its credentials.
 *
 * @param text the piece
 * @param end where the next piece begins in the longer text; past what was asked for where a credential goes on
 * @param places how many credentials were in it
 * @param masked whether it was looked through at all
 */
public record MaskedPiece(String text, int end, int places, boolean masked) {}
