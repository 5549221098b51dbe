package ai.hermes.sessions.annotation;

/**
 * What is known of a snapshot that others may read; its messages lie in the database.
 *
 * @param id made at random, tells nobody anything
 * @param tokenDigest digest of the token that opens it
 * @param conversation what was shared
 * @param title its title then, masked
 * @param messageCount how many messages are in it
 * @param createdAt when it was first shared, in seconds since 1970
 * @param updatedAt when the snapshot was taken
 * @param expiresAt from when on nobody may read it any more
 */
public record Share(
        String id,
        String tokenDigest,
        ConversationKey conversation,
        String title,
        int messageCount,
        double createdAt,
        double updatedAt,
        double expiresAt) {}
