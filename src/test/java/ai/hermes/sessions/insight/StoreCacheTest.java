package ai.hermes.sessions.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is kept of stores, and what is not where it takes too much. */
class StoreCacheTest {

    private static final long LIMIT = 100;

    private final StoreCache<String, Grown> cache = new StoreCache<>(Grown::new, LIMIT, store -> true);

    @Test
    void whatIsTooLargeAloneGoesOnFromWhereItWas() {
        // given
        cache.with("large", grow(LIMIT + 1));

        // then
        assertThat(cache.with("large", grow(1))).isEqualTo(LIMIT + 2);
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() {
        // given
        cache.with("first", grow(LIMIT));

        // when
        cache.with("second", grow(1));

        // then
        assertThat(cache.with("first", grow(0))).isZero();
        assertThat(cache.with("second", grow(0))).isEqualTo(1);
    }

    @Test
    void whatSomebodyElseUsesNowStays() {
        // given
        cache.with("used", grow(LIMIT));

        // when
        cache.with("used", used -> {
            cache.with("other", grow(1));
            return used.size += 1;
        });

        // then
        assertThat(cache.with("used", grow(0))).isEqualTo(LIMIT + 1);
    }

    @Test
    void whatIsNoLongerThereIsForgotten() {
        // given
        StoreCache<String, Grown> gone = new StoreCache<>(Grown::new, LIMIT, store -> false);
        gone.with("gone", grow(1));

        // then
        assertThat(gone.with("gone", grow(0))).isZero();
    }

    private static Function<Grown, Long> grow(long by) {
        return grown -> grown.size += by;
    }

    private static final class Grown implements StoreCache.Weighed {
        private long size;

        @Override
        public long weight() {
            return size;
        }
    }
}
