package ai.hermes.sessions.health;

import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.store.AgentStores;
import ai.hermes.sessions.store.Profile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the list in memory shows what the default profile's store holds. On a quiet store it does, however old. */
@Singleton
final class ListCheck implements Check {

    private static final Problem BEHIND = new Problem(
            "list_behind",
            "The list does not show yet what was written to the store a while ago.",
            "New sessions and messages are missing in lists.",
            "Look at the store's state here and at the thread named hermes-watch in a thread dump (jstack).");
    private static final Problem STALE = new Problem(
            "list_stale",
            "The list has not followed the store for longer than it may.",
            "What is listed is out of date.",
            BEHIND.remedy());

    private final HealthConfig.ListLag config;
    private final Supplier<Optional<Duration>> lag;

    @Inject
    ListCheck(HealthConfig config, AgentStores stores, ConversationList conversations) {
        this(config.list(), () -> stores.of(Profile.DEFAULT).map(conversations::lag));
    }

    /** @param lag for how long the list has not shown what the store holds; empty without a store */
    ListCheck(HealthConfig.ListLag config, Supplier<Optional<Duration>> lag) {
        this.config = config;
        this.lag = lag;
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public HealthConfig.Pace pace() {
        return config;
    }

    @Override
    public Finding look() {
        return lag.get().map(this::judge).orElseGet(Finding::pass);
    }

    private Finding judge(Duration behind) {
        Map<String, Long> figures = Map.of("lag_ms", behind.toMillis());
        if (behind.compareTo(config.maxLag()) > 0) {
            return Finding.fail(STALE, figures);
        }
        return behind.compareTo(config.maxLag().dividedBy(2)) > 0
                ? Finding.warn(BEHIND, figures)
                : Finding.pass(figures);
    }
}
