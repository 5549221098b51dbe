package ai.hermes.sessions.conversation;

/**
 * Where a conversation is.
 *
 * @param keeper who has its messages
 * @param readOnly whether its keeper says that it came from elsewhere and is only to be looked at
 */
public record Keeping(Keeper keeper, boolean readOnly) {

    static final Keeping IN_STORE = new Keeping(Keeper.STORE, false);
}
