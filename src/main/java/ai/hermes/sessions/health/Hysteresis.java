package ai.hermes.sessions.health;

/** Makes one steady level of many looks, so that a single bad moment neither takes a service down nor brings it up. */
final class Hysteresis {

    private static final int DOWN_AFTER = 3;
    private static final int UP_AFTER = 2;

    private Level settled = Level.PASS;
    private boolean fresh = true;
    private int opposed;

    /** Takes in what a look has shown; the first one counts at once. */
    Level settle(Finding seen) {
        boolean falls = seen.level() == Level.FAIL;
        boolean down = settled == Level.FAIL;
        opposed = falls == down ? 0 : opposed + 1;
        int needed = fresh || seen.certain() ? 1 : falls ? DOWN_AFTER : UP_AFTER;
        if (falls == down || opposed >= needed) {
            settled = seen.level();
            opposed = 0;
        }
        fresh = false;
        return settled;
    }
}
