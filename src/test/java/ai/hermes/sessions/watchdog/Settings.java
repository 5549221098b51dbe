package ai.hermes.sessions.watchdog;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;

/** A watchdog that is on and waits for ten seconds. */
record Settings(int blackBoxes, long size) implements WatchdogConfig {

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(10);
    }

    @Override
    public MemorySize blackBoxSize() {
        return new MemorySize(BigInteger.valueOf(size));
    }
}
