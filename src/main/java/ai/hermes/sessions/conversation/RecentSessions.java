package ai.hermes.sessions.conversation;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The sessions that changed last: the ones that are most likely to change next. Not for several threads at a time. */
final class RecentSessions {

    /** How many are known. */
    static final int MOST = 128;

    private final Set<String> ids = new LinkedHashSet<>();

    /** These changed just now. */
    void touch(Collection<String> changed) {
        changed.forEach(id -> {
            ids.remove(id);
            ids.add(id);
        });
        Iterator<String> oldest = ids.iterator();
        for (int tooMany = ids.size() - MOST; tooMany > 0; tooMany--) {
            oldest.next();
            oldest.remove();
        }
    }

    void forget(Collection<String> gone) {
        ids.removeAll(gone);
    }

    void clear() {
        ids.clear();
    }

    Set<String> ids() {
        return ids;
    }
}
