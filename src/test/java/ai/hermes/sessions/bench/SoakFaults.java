package ai.hermes.sessions.bench;

import ai.hermes.sessions.testing.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Injects one fault after the other, each for some seconds, with a pause between two. */
final class SoakFaults {

    private static final int CROWD = 600;
    private static final int LONGEST_SECONDS = 5;
    private static final int PAUSE_SECONDS = 8;
    /** After a fault of the default store it may take so long until all is fresh again. */
    private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(15);

    private enum Fault {
        STALLED,
        GONE,
        LOCKED,
        CROWD
    }

    private final SoakStores stores;
    private final ServiceProcess service;
    private final Random random = new Random(20_261_124);
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final List<Socket> crowd = new ArrayList<>();
    private Fault now = Fault.CROWD;
    private int seconds;
    private boolean active;
    private volatile long calmSince = System.nanoTime();
    private volatile boolean storeIll;

    SoakFaults(SoakStores stores, ServiceProcess service) {
        this.stores = stores;
        this.service = service;
    }

    /** Called once a second. */
    synchronized void next() {
        if (seconds > 0) {
            seconds--;
        } else if (active) {
            end();
            seconds = PAUSE_SECONDS + random.nextInt(PAUSE_SECONDS);
        } else {
            now = Fault.values()[random.nextInt(Fault.values().length)];
            begin();
            seconds = 1 + random.nextInt(LONGEST_SECONDS);
        }
    }

    private void begin() {
        active = true;
        injected.merge(now, 1, Integer::sum);
        storeIll = now == Fault.STALLED || now == Fault.GONE;
        switch (now) {
            case STALLED -> stores.stall();
            case GONE -> stores.moveAway();
            case LOCKED -> stores.lockOther();
            case CROWD -> comeTogether();
        }
    }

    private void end() {
        switch (now) {
            case STALLED -> stores.letGo();
            case GONE -> stores.moveBack();
            case LOCKED -> stores.unlockOther();
            case CROWD -> goAway();
        }
        active = false;
        if (storeIll) {
            calmSince = System.nanoTime();
            storeIll = false;
        }
    }

    synchronized void finish() {
        if (active) {
            end();
        }
        seconds = Integer.MAX_VALUE;
    }

    private void comeTogether() {
        try {
            for (int i = 0; i < CROWD; i++) {
                crowd.add(new Socket(InetAddress.getLoopbackAddress(), service.port()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void goAway() {
        crowd.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone.
            }
        });
        crowd.clear();
    }

    /** Whether the default store has been well for long enough that answers have to be fresh. */
    boolean calm() {
        return !storeIll && System.nanoTime() - calmSince > RECOVERY_NANOS;
    }

    @Override
    public synchronized String toString() {
        return injected.toString();
    }
}
