package ai.hermes.sessions.login;

import ai.hermes.sessions.wire.ApiException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.NetUtil;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Limits how often somebody may be wrong: from one address, and from all together. A try counts as failed from its
 * beginning, so that many at once are counted as well. What is remembered is bounded; whoever has more addresses than
 * that meets the limit over all.
 */
@Singleton
public final class Throttle {

    /** By what somebody tries to come in. A program with an old token keeps nobody from logging in beside it. */
    public enum Way {
        /** A password, or a token in its place, of a person. */
        LOGIN,
        /** A token of a program. */
        TOKEN
    }

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;
    /** Logins from one address in a window: each is written down, and takes the place of another. */
    private static final int SUCCESSES = 30;
    /** The network that one customer of IPv6 has: who has one address of it has all. */
    private static final int IPV6_PREFIX = 8;

    private final Clock clock;
    private final int perAddress;
    private final int overall;
    private final Cache<String, Window> windows = Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(WINDOW)
            .build();
    private final Cache<String, Window> successes = Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(WINDOW)
            .build();
    private final Cache<String, Boolean> welcome =
            Caffeine.newBuilder().maximumSize(ADDRESSES).build();
    private Window all = new Window(0, 0);

    @Inject
    Throttle(AuthConfig config, Clock clock) {
        this.perAddress = config.maxFailures();
        this.overall = config.maxTotalFailures();
        this.clock = clock;
    }

    /**
     * Begins a try.
     *
     * @return empty where it may be made; else how many seconds to wait
     */
    public synchronized OptionalLong begin(Way way, String address) {
        String network = network(address);
        long now = clock.millis();
        Window own = current(windows.getIfPresent(way + network), now);
        all = current(all, now);
        Window good = current(successes.getIfPresent(network), now);
        if (own.count >= perAddress) {
            return OptionalLong.of(own.secondsLeft(now));
        } else if (way == Way.LOGIN && good.count >= SUCCESSES) {
            return OptionalLong.of(good.secondsLeft(now));
        } else if (all.count >= overall && welcome.getIfPresent(network) == null) {
            return OptionalLong.of(all.secondsLeft(now));
        }
        windows.put(way + network, own.plus(1));
        all = all.plus(1);
        return OptionalLong.empty();
    }

    /** Whether a try from there would be refused. Counts nothing. */
    public synchronized boolean closed(Way way, String address) {
        String network = network(address);
        long now = clock.millis();
        return current(windows.getIfPresent(way + network), now).count >= perAddress
                || current(all, now).count >= overall && welcome.getIfPresent(network) == null;
    }

    /**
     * The try that was begun there succeeded, and does not count as failed. Those that failed before do: who has a
     * token guesses no more passwords by it than others.
     */
    public synchronized void succeeded(Way way, String address) {
        String network = network(address);
        long now = clock.millis();
        windows.put(
                way + network, current(windows.getIfPresent(way + network), now).plus(-1));
        successes.put(network, current(successes.getIfPresent(network), now).plus(1));
        all = all.plus(-1);
    }

    /** Somebody there had the password, and is heard whoever else guesses. */
    public synchronized void welcome(String address) {
        welcome.put(network(address), Boolean.TRUE);
    }

    /** What is told to whoever has to wait. */
    public static ApiException refused(long seconds) {
        return new ApiException(
                429,
                "too_many_attempts",
                "Too many attempts. Try again in a minute.",
                Map.of("retry_after_seconds", seconds));
    }

    private static Window current(Window window, long now) {
        return window == null || now - window.start >= WINDOW.toMillis() || now < window.start
                ? new Window(now, 0)
                : window;
    }

    static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            // An address of IPv4 that is written as one of IPv6 becomes what it is.
            if (bytes == null || InetAddress.getByAddress(bytes) instanceof Inet4Address) {
                return address;
            }
            Arrays.fill(bytes, IPV6_PREFIX, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not the length of an address", e);
        }
    }

    /** How many since a moment, in milliseconds since 1970. */
    private record Window(long start, int count) {

        Window plus(int more) {
            return new Window(start, Math.max(0, count + more));
        }

        long secondsLeft(long now) {
            return Math.max(1, (start + WINDOW.toMillis() - now + 999) / 1000);
        }
    }
}
