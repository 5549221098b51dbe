package ai.hermes.sessions.transcript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** Reads conversations to their end, a part at a time, as clients do. */
final class Walks {

    private Walks() {}

    static Slice slice(LongConversation conversation, Anchor anchor, Show show, int limit, long budget) {
        return conversation.slice(new SliceRequest(anchor, limit, budget, show, Limits.USUAL), PictureAddress.NONE);
    }

    /** Ids of all messages, oldest first, from windows in one direction. */
    static List<Long> joined(LongConversation conversation, Show show, int limit, long budget, boolean back) {
        List<Long> ids = new ArrayList<>();
        Anchor next = back ? new Anchor.Tip() : new Anchor.Root();
        boolean more = true;
        while (more) {
            Slice slice = slice(conversation, next, show, limit, budget);
            List<Long> part =
                    new ArrayList<>(slice.messages().stream().map(Excerpt::id).toList());
            if (back) {
                Collections.reverse(part);
            }
            ids.addAll(part);
            more = back ? slice.before() : slice.after();
            if (more) {
                long last = part.get(part.size() - 1);
                next = back ? new Anchor.Before(last) : new Anchor.After(last);
            }
        }
        if (back) {
            Collections.reverse(ids);
        }
        return ids;
    }

    /** Ids of all messages as an export takes them. */
    static List<Long> whole(LongConversation conversation, Show show, int limit) {
        List<Long> ids = new ArrayList<>();
        OptionalLong after = OptionalLong.empty();
        boolean more = true;
        while (more) {
            WholeMessages read = conversation.whole(after, limit, 20_000, show);
            read.messages().forEach(it -> ids.add(it.message().id()));
            more = read.more();
            after = ids.isEmpty() ? after : OptionalLong.of(ids.get(ids.size() - 1));
        }
        return ids;
    }
}
