package ai.hermes.sessions.health;

import ai.hermes.sessions.conversation.ConversationList;
import ai.hermes.sessions.store.AgentStores;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** Whether those who follow changes are told of them: a change of any profile is told when its list shows it. */
@Singleton
final class FeedCheck implements Check {

    private static final Problem LATE = new Problem(
            "feed_late",
            "Changes of a profile are not told to those who follow them.",
            "Pages and clients that follow changes show what is out of date, until it is told or they are loaded anew.",
            "Look at the state of each store here, and at the threads named hermes-watch in a thread dump (jstack).");

    private final HealthConfig.ListLag config;
    private final Supplier<Collection<Duration>> lags;

    @Inject
    FeedCheck(HealthConfig config, AgentStores stores, ConversationList conversations) {
        this(config.list(), () -> stores.all().stream().map(conversations::lag).toList());
    }

    /** @param lags for how long each profile's list has not shown what its store holds */
    FeedCheck(HealthConfig.ListLag config, Supplier<Collection<Duration>> lags) {
        this.config = config;
        this.lags = lags;
    }

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public HealthConfig.Pace pace() {
        return config;
    }

    /** Never more than a warning: the list of the default profile is judged by a check of its own. */
    @Override
    public Finding look() {
        Collection<Duration> all = lags.get();
        long late = all.stream()
                .filter(it -> it.compareTo(config.maxLag().dividedBy(2)) > 0)
                .count();
        long worst = all.stream().mapToLong(Duration::toMillis).max().orElse(0);
        Map<String, Long> figures = Map.of("lag_ms", worst, "profiles_late", late);
        return late > 0 ? Finding.warn(LATE, figures) : Finding.pass(figures);
    }
}
