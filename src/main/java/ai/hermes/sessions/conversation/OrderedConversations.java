package ai.hermes.sessions.conversation;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;

/**
 * Conversations of one profile, the most recently active first; immutable. A changed copy costs a copy of references
 * and a search for each conversation that comes or goes: nothing is sorted again.
 */
final class OrderedConversations extends AbstractList<Conversation> implements RandomAccess {

    static final OrderedConversations NONE = new OrderedConversations(new Conversation[0], 0);

    private static final Comparator<Conversation> NEWEST_FIRST = Comparator.comparingDouble(Conversation::activity)
            .thenComparing(conversation -> conversation.tip().id())
            .reversed();

    private final Conversation[] items;
    private final int commandLine;

    private OrderedConversations(Conversation[] items, int commandLine) {
        this.items = items;
        this.commandLine = commandLine;
    }

    static OrderedConversations of(Collection<Conversation> conversations) {
        Conversation[] sorted = sorted(conversations);
        return sorted.length == 0 ? NONE : new OrderedConversations(sorted, commandLine(sorted));
    }

    private static int commandLine(Conversation... conversations) {
        int count = 0;
        for (Conversation each : conversations) {
            count += each.source().commandLine() ? 1 : 0;
        }
        return count;
    }

    private static Conversation[] sorted(Collection<Conversation> conversations) {
        Conversation[] sorted = conversations.toArray(Conversation[]::new);
        Arrays.sort(sorted, NEWEST_FIRST);
        return sorted;
    }

    /**
     * The same without some and with others.
     *
     * @param gone all of them are in this list
     */
    OrderedConversations with(List<Conversation> gone, List<Conversation> come) {
        if (gone.isEmpty() && come.isEmpty()) {
            return this;
        }
        Conversation[] out = sorted(gone);
        Conversation[] in = sorted(come);
        Conversation[] result = new Conversation[items.length - out.length + in.length];
        int from = 0;
        int to = 0;
        int o = 0;
        int i = 0;
        while (o < out.length || i < in.length) {
            boolean goes = i == in.length || o < out.length && NEWEST_FIRST.compare(out[o], in[i]) <= 0;
            int found = Arrays.binarySearch(items, goes ? out[o] : in[i], NEWEST_FIRST);
            int at = Math.max(from, found < 0 ? -found - 1 : found);
            System.arraycopy(items, from, result, to, at - from);
            to += at - from;
            from = at;
            if (goes) {
                if (items[at] != out[o]) {
                    throw new IllegalStateException("not in the list: " + out[o].key());
                }
                from++;
                o++;
            } else {
                result[to++] = in[i++];
            }
        }
        System.arraycopy(items, from, result, to, items.length - from);
        return new OrderedConversations(result, commandLine - commandLine(out) + commandLine(in));
    }

    /** How many are sessions of a command line. */
    int commandLine() {
        return commandLine;
    }

    @Override
    public Conversation get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }
}
