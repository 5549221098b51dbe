package ai.hermes.sessions.testing;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of a machine that somebody sets. */
@Alternative
@Singleton
public class JumpingClock extends Clock {

    private final Clock real = Clock.systemUTC();
    private volatile Duration offset = Duration.ZERO;

    /** Sets it so far from the real time, forwards or back. */
    public void jumpTo(Duration off) {
        offset = off;
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(real.withZone(zone), offset);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(offset);
    }
}
