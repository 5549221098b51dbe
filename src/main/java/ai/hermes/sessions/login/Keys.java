package ai.hermes.sessions.login;

import ai.hermes.sessions.annotation.AccessKey;
import ai.hermes.sessions.annotation.AccessKey.Kind;
import ai.hermes.sessions.annotation.AccessKeyRepository;
import ai.hermes.sessions.annotation.AnnotationFaultException;
import ai.hermes.sessions.background.Repeated;
import ai.hermes.sessions.caller.Caller;
import ai.hermes.sessions.caller.Role;
import ai.hermes.sessions.caller.Visible;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The logins and tokens of ours. To look whether one is good costs no more than a digest; when each was last used is
 * held in memory and written down once a minute.
 */
@Singleton
public final class Keys {

    private static final Logger LOG = Logger.getLogger(Keys.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int LOOKED_ANEW_MILLIS = 2_000;
    /** Whoever logs in again and again pushes out the own logins, not those of others. */
    private static final int LOGINS_OF_ONE = 20;

    private static final int SECONDS_TO_END = 5;

    private final AccessKeyRepository keys;
    private final SetUpToken setUp;
    private final Passwords passwords;
    private final OidcConfig oidc;
    private final AuthConfig config;
    private final Clock clock;
    private final AtomicLong lookedAnew = new AtomicLong();
    private final Map<String, Double> used = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hermes-keys");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    Keys(
            AccessKeyRepository keys,
            SetUpToken setUp,
            Passwords passwords,
            OidcConfig oidc,
            AuthConfig config,
            Clock clock) {
        this.keys = keys;
        this.setUp = setUp;
        this.passwords = passwords;
        this.oidc = oidc;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Repeated.every(writer, "When keys were last used could not be kept", PAUSE, PAUSE, this::writeDown);
    }

    void stop(@Observes ShutdownEvent event) {
        writer.shutdown();
        try {
            writer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writeDown();
    }

    /** Tells somebody that keys were made or taken away. Must be quick and must not throw. */
    public void listen(Runnable listener) {
        keys.listen(listener);
    }

    /** Whose token that is; empty where it is none. */
    public Optional<Caller> token(String secret) {
        if (setUp.is(secret)) {
            return Optional.of(new Caller("hermes.auth.token", Role.ADMIN, Visible.ALL, Optional.empty()));
        }
        Optional<Caller> caller = opened(secret, Kind.TOKEN);
        if (caller.isEmpty() && NewToken.looksLike(secret)) {
            lookAnew();
        }
        return caller;
    }

    /** A token that is not known may have been made by a command meanwhile: who shows it again is let in. */
    private void lookAnew() {
        long now = clock.millis();
        long before = lookedAnew.get();
        if (now - before >= LOOKED_ANEW_MILLIS && lookedAnew.compareAndSet(before, now)) {
            writer.execute(() -> {
                try {
                    keys.refresh();
                } catch (AnnotationFaultException e) {
                    LOG.debug("The keys cannot be read anew now", e);
                }
            });
        }
    }

    /** Whose login that is; empty where it is none, or has ended. */
    public Optional<Caller> login(String secret) {
        return opened(secret, Kind.LOGIN);
    }

    /** Whether a key that somebody showed is still good. */
    public boolean good(String id) {
        return all(it -> it.id().equals(id)).stream().findFirst().isPresent();
    }

    /** Whether there may be keys that could not be read. */
    boolean unknown() {
        return keys.unknown();
    }

    /** The tokens whose bearers may do all, those that have expired among them. */
    List<AccessKey> fullAdmins() {
        return keys.all().stream().filter(Keys::fullAdmin).toList();
    }

    /** A token of a lesser role opens nothing that was not open before, and leaves nobody who could make another. */
    private static boolean fullAdmin(AccessKey key) {
        return key.kind() == Kind.TOKEN
                && key.role().equals(Role.ADMIN.wireName())
                && key.profiles().isEmpty();
    }

    /** The keys of a kind that are good, the newest first. */
    List<AccessKey> all(Kind kind) {
        return all(it -> it.kind() == kind);
    }

    /** When a key was last used, in seconds since 1970; empty for never. */
    OptionalDouble lastUsed(AccessKey key) {
        Double time = used.get(key.id());
        return time == null ? key.lastUsedAt() : OptionalDouble.of(time);
    }

    /**
     * Makes a key.
     *
     * @param origin the key that it ends with, or the mark of a password or token of the set-up; empty for none
     * @throws AnnotationFaultException if it could not be kept
     */
    NewToken issue(
            Kind kind, String name, Role role, Visible visible, Optional<String> origin, OptionalDouble expiresAt) {
        NewToken made = NewToken.make(kind, name, role, visible, origin, now(), expiresAt);
        keys.add(made.key(), superfluous(made.key()));
        return made;
    }

    /**
     * Takes keys away, and those that were made with them.
     *
     * @return how many
     * @throws AnnotationFaultException if it could not be kept
     */
    int revoke(Predicate<AccessKey> which) {
        List<String> ids = keys.all().stream().filter(which).map(AccessKey::id).toList();
        List<String> more = keys.all().stream()
                .filter(it -> it.origin().filter(ids::contains).isPresent())
                .map(AccessKey::id)
                .filter(it -> !ids.contains(it))
                .toList();
        if (!ids.isEmpty()) {
            keys.remove(Stream.concat(ids.stream(), more.stream()).toList());
        }
        return ids.size();
    }

    private Optional<Caller> opened(String secret, Kind kind) {
        Optional<AccessKey> key = keys.find(Secrets.hex(Secrets.digest(secret)))
                .filter(it -> it.kind() == kind)
                .filter(this::good);
        key.ifPresent(it -> used.put(it.id(), now()));
        return key.flatMap(it -> Role.named(it.role())
                .map(role -> new Caller(it.name(), role, new Visible(it.profiles()), Optional.of(it.id()))));
    }

    private List<AccessKey> all(Predicate<AccessKey> which) {
        return keys.all().stream()
                .filter(which)
                .filter(this::good)
                .sorted(Comparator.comparingDouble(AccessKey::createdAt).reversed())
                .toList();
    }

    private boolean good(AccessKey key) {
        double now = now();
        return !key.expired(now)
                && (key.kind() != Kind.LOGIN
                        || now - lastUsed(key).orElse(key.createdAt())
                                <= config.loginIdle().toSeconds())
                && key.origin().map(this::stands).orElse(true);
    }

    /** Whether what a key was made with is still good. */
    private boolean stands(String origin) {
        return Optional.of(origin).equals(setUp.mark())
                || Optional.of(origin).equals(passwords.mark())
                || origin.equals(OidcConfig.ORIGIN) && oidc.enabled()
                || keys.all().stream().anyMatch(it -> it.id().equals(origin) && !it.expired(now()));
    }

    /** What has ended, and what is too much with one more of that name and origin. */
    private List<String> superfluous(AccessKey more) {
        Stream<AccessKey> ended = keys.all().stream().filter(it -> !good(it)).filter(it -> !last(it));
        Stream<AccessKey> unused = Stream.empty();
        if (more.kind() == Kind.LOGIN) {
            List<AccessKey> lastUsedFirst = all(Kind.LOGIN).stream()
                    .sorted(Comparator.comparingDouble(
                                    (AccessKey it) -> lastUsed(it).orElse(it.createdAt()))
                            .reversed())
                    .toList();
            List<AccessKey> tooManyOfOne = lastUsedFirst.stream()
                    .filter(it -> it.origin().equals(more.origin()) && it.name().equals(more.name()))
                    .skip(LOGINS_OF_ONE - 1L)
                    .toList();
            unused = Stream.concat(
                    tooManyOfOne.stream(),
                    lastUsedFirst.stream()
                            .filter(it -> !tooManyOfOne.contains(it))
                            .skip(config.maxLogins() - 1L));
        }
        return Stream.concat(ended, unused).map(AccessKey::id).toList();
    }

    /** Whether it is the last token whose bearer may do all: it keeps the service locked, be it expired. */
    private boolean last(AccessKey key) {
        return fullAdmins().stream()
                .max(Comparator.comparing((AccessKey it) -> good(it)).thenComparingDouble(AccessKey::createdAt))
                .filter(it -> it.id().equals(key.id()))
                .isPresent();
    }

    private void writeDown() {
        Map<String, Double> moved = new HashMap<>();
        for (AccessKey key : keys.all()) {
            Double time = used.get(key.id());
            if (time != null && time > key.lastUsedAt().orElse(0)) {
                moved.put(key.id(), time);
            }
        }
        used.keySet().retainAll(keys.all().stream().map(AccessKey::id).toList());
        try {
            if (!moved.isEmpty()) {
                keys.used(moved);
            }
        } catch (AnnotationFaultException e) {
            LOG.debug("When keys were last used is not written down now", e);
        }
    }

    private double now() {
        return clock.millis() / 1000.0;
    }
}
