package ai.hermes.sessions.masking;

/**
 * A text without its credentials.
 *
 * @param text the text; the very same where there were none
 * @param places how many were in it
 */
public record Masked(String text, int places) {}
