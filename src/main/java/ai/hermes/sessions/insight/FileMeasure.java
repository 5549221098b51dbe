package ai.hermes.sessions.insight;

import ai.hermes.sessions.store.StoreConnection;
import ai.hermes.sessions.store.StoreWork;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the trees of a store's file step by step; each step is one short read. First the pages of each are counted,
 * up to a limit. One that has more is told by what the others leave of the file. Where several have more, they are
 * tried once again with a larger limit; what is still too large, or takes too long on a slow disk, shares what is left
 * by the length of its rows.
 */
final class FileMeasure implements StoreCache.Weighed {

    /** How much more may be counted at the second try. */
    private static final int SECOND_TRY = 4;

    private static final int BLOCKS = 20_000;
    /** What a row takes beside what it holds. */
    private static final int ROW_WEIGHT = 40;

    private static final int WEIGHT = 64_000;

    private final Map<Tree, Long> counted = new LinkedHashMap<>();
    private final Deque<Tree> toCount = new ArrayDeque<>();
    private final Deque<Tree> toTryAgain = new ArrayDeque<>();
    /** Pages that trees have at the least, of those that have more than were counted. */
    private final Map<Tree, Long> least = new HashMap<>();

    private final Map<Tree, Long> weights = new LinkedHashMap<>();
    private final Deque<Tree> toWeigh = new ArrayDeque<>();
    private long weighedUpTo = Long.MIN_VALUE;
    private long weighed;
    private long pageSize;
    private boolean listed;
    private long generation;
    private Instant began = Instant.EPOCH;
    private Optional<FilePages> pages = Optional.empty();

    /** Begins with the file of that generation. */
    void restart(long ofGeneration, Instant now) {
        counted.clear();
        toCount.clear();
        toTryAgain.clear();
        least.clear();
        weights.clear();
        toWeigh.clear();
        weighedUpTo = Long.MIN_VALUE;
        weighed = 0;
        listed = false;
        generation = ofGeneration;
        began = now;
        pages = Optional.empty();
    }

    Instant began() {
        return began;
    }

    long generation() {
        return generation;
    }

    /** Whether nothing is left to be done. */
    boolean complete() {
        return pages.isPresent();
    }

    /** How many trees were measured. */
    int measured() {
        return counted.size() + weights.size();
    }

    /** How many there are. */
    int trees() {
        return measured() + toCount.size() + toTryAgain.size() + toWeigh.size();
    }

    /**
     * The next step.
     *
     * @param limit pages that are counted of one tree
     * @param tally what is known of messages
     */
    Step next(int limit, MessageTally tally) {
        if (!listed) {
            return step(Listed::read, found -> {
                toCount.addAll(found.trees());
                pageSize = found.pageSize();
                listed = true;
            });
        } else if (!toCount.isEmpty()) {
            Tree tree = toCount.peek();
            return step(
                    connection -> tree.pages(connection, limit),
                    found -> counted(toCount, toTryAgain, found, limit),
                    () -> toWeigh.add(toCount.poll()));
        } else if (toTryAgain.size() > 1) {
            Tree tree = toTryAgain.peek();
            long more = (long) limit * SECOND_TRY;
            return step(
                    connection -> tree.pages(connection, more),
                    found -> counted(toTryAgain, toWeigh, found, more),
                    () -> toWeigh.add(toTryAgain.poll()));
        } else if (!toTryAgain.isEmpty()) {
            toWeigh.add(toTryAgain.poll());
        }
        return weigh(limit, tally);
    }

    private record Listed(List<Tree> trees, long pageSize) {

        static Listed read(StoreConnection connection) throws SQLException {
            return new Listed(Tree.all(connection), FilePages.read(connection).size());
        }
    }

    private Step weigh(int limit, MessageTally tally) {
        if (toWeigh.isEmpty()) {
            return step(FilePages::read, found -> pages = Optional.of(found));
        }
        Tree tree = toWeigh.peek();
        if (toWeigh.size() == 1 && weights.isEmpty() || !tree.ofFullText()) {
            // The only one needs no weight; of others than these no row tells its length.
            weigh(tree.name().equals("messages") ? tally.bytes() + ROW_WEIGHT * tally.read() : 0);
            return next(limit, tally);
        }
        long after = weighedUpTo;
        return step(
                connection -> tree.blocks(connection, after, BLOCKS),
                found -> {
                    if (found.last() == after) {
                        weigh(weighed);
                    } else {
                        weighedUpTo = found.last();
                        weighed += found.bytes();
                    }
                },
                () -> weigh(weighed));
    }

    /** Whatever its rows tell, it has the pages that were counted. */
    private void weigh(long bytes) {
        Tree tree = toWeigh.poll();
        weights.put(tree, Math.max(bytes, least.getOrDefault(tree, 1L) * pageSize));
        weighedUpTo = Long.MIN_VALUE;
        weighed = 0;
    }

    private void counted(Deque<Tree> from, Deque<Tree> otherwise, long found, long limit) {
        Tree tree = from.poll();
        if (found > limit) {
            least.put(tree, limit);
            otherwise.add(tree);
        } else {
            counted.put(tree, found);
        }
    }

    /** The sizes, once all is done. */
    FileSizes sizes(long walBytes) {
        FilePages file = pages.orElseThrow();
        List<TreeSize> sizes = new ArrayList<>();
        counted.forEach((tree, count) -> sizes.add(TreeSize.of(tree, count * file.size(), TreeSize.How.COUNTED)));
        long counts = counted.values().stream().mapToLong(it -> it).sum();
        long left = Math.max(0, file.count() - file.free() - counts) * file.size();
        TreeSize.How how = weights.size() == 1 ? TreeSize.How.REMAINDER : TreeSize.How.ESTIMATED;
        double whole = Math.max(1, weights.values().stream().mapToLong(it -> it).sum());
        long given = 0;
        List<Tree> large = List.copyOf(weights.keySet());
        for (int i = 0; i < large.size(); i++) {
            // The last one takes what rounding leaves.
            long bytes = i == large.size() - 1 ? left - given : Math.round(left * (weights.get(large.get(i)) / whole));
            given += bytes;
            sizes.add(TreeSize.of(large.get(i), bytes, how));
        }
        return FileSizes.of(file, walBytes, sizes, left - given);
    }

    @Override
    public long weight() {
        return WEIGHT;
    }

    private static <T> Step step(StoreWork<T> read, Taker<T> taker) {
        return step(read, taker, Optional.empty());
    }

    private static <T> Step step(StoreWork<T> read, Taker<T> taker, Runnable without) {
        return step(read, taker, Optional.of(without));
    }

    private static <T> Step step(StoreWork<T> read, Taker<T> taker, Optional<Runnable> without) {
        return new Step() {
            private Optional<T> found = Optional.empty();

            @Override
            public Boolean on(StoreConnection connection) throws SQLException {
                found = Optional.of(read.on(connection));
                return true;
            }

            @Override
            public void take() {
                found.ifPresent(taker::take);
            }

            @Override
            public boolean skip() {
                without.ifPresent(Runnable::run);
                return without.isPresent();
            }
        };
    }

    /** One short read, and then what is made of it. */
    interface Step extends StoreWork<Boolean> {

        /** Goes on by what was read. */
        void take();

        /** Goes on without, where the read takes too long; false if it cannot be done without. */
        boolean skip();
    }

    private interface Taker<T> {
        void take(T found);
    }
}
