package ai.hermes.sessions.session;

import java.util.List;

/**
 * An answer to a poll.
 *
 * @param ready the list
 * @param faults of stores that cannot be read now; their rows are those of the last good read
 * @param oldest age in seconds of the oldest read that the rows rest on
 * @param now seconds since 1970
 */
record SessionList(ReadyList ready, List<FaultNotice> faults, double oldest, double now) {

    /**
     * The same for lists that say the same, whatever the clock says.
     *
     * @param offset from UTC, which is told with the list
     */
    String tag(String offset) {
        return faults.stream()
                .map(fault -> '-' + fault.profile() + '-' + fault.code() + '-' + Math.round(fault.since()))
                .reduce(ready.digest() + offset, String::concat);
    }
}
