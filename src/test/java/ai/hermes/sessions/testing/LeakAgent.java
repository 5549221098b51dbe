package ai.hermes.sessions.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Leaks connections within the packaged service, which has no code to do so: as an agent of its JVM, told what to do by
 * the service's standard input. For each {@code leak N} that it reads it tries N leaks, half of them by reads that do
 * not come back, half by connections straight from the pool with a cursor open, and says how many it got. With
 * {@code fill N} it takes as much memory as makes N per cent of the heap be in use, until {@code free}.
 */
public final class LeakAgent {

    /** What it says when it has done as told. */
    public static final String DONE = "leaks: ";

    /** What it says when the memory is as it was told. */
    public static final String MEMORY = "memory: ";

    private static final int CHUNK = 200_000;
    private static final int THREADS = 20;
    private static final String BASE = "ai.hermes.sessions.";

    private static final Queue<byte[]> BALLAST = new ConcurrentLinkedQueue<>();

    private final Queue<Object> kept = new ConcurrentLinkedQueue<>();
    private final AtomicInteger got = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private final ClassLoader service;
    private final Object store;
    private final Object reader;

    private LeakAgent(Instrumentation jvm) throws ReflectiveOperationException {
        Class<?> stores = loaded(jvm, BASE + "store.AgentStores");
        service = stores.getClassLoader();
        Object home = bean(stores);
        reader = bean(service.loadClass(BASE + "store.StoreReader"));
        Class<?> profile = service.loadClass(BASE + "store.Profile");
        Object found = stores.getMethod("of", profile)
                .invoke(home, profile.getField("DEFAULT").get(null));
        store = found.getClass().getMethod("orElseThrow").invoke(found);
    }

    /** Puts the agent into a jar, for {@code -javaagent}. */
    public static Path jar(Path folder) {
        String name = LeakAgent.class.getName().replace('.', '/');
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", LeakAgent.class.getName());
        Path jar = folder.resolve("leaks.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(name + ".class"));
            try (var code = LeakAgent.class.getResourceAsStream("/" + name + ".class")) {
                code.transferTo(out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the JVM. */
    public static void premain(String arguments, Instrumentation jvm) {
        Thread thread = new Thread(() -> obey(jvm), "leaks");
        thread.setDaemon(true);
        thread.start();
    }

    private static void obey(Instrumentation jvm) {
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                String[] words = command.split(" ");
                switch (words[0]) {
                    case "leak" -> new LeakAgent(jvm).leak(Integer.parseInt(words[1]));
                    case "fill" -> fill(Integer.parseInt(words[1]));
                    case "free" -> fill(0);
                    default -> throw new IllegalArgumentException(command);
                }
            }
        } catch (IOException | ReflectiveOperationException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By small pieces, since a large one takes whole regions of the heap. */
    private static void fill(int percent) {
        BALLAST.clear();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long wanted = runtime.maxMemory() * percent / 100;
        long missing = wanted - (runtime.totalMemory() - runtime.freeMemory());
        for (long taken = 0; taken < missing; taken += CHUNK) {
            BALLAST.add(new byte[CHUNK]);
        }
        System.gc();
        System.out.println(MEMORY + percent);
    }

    private void leak(int attempts) throws InterruptedException {
        ExecutorService careless = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "careless");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < attempts; i++) {
            boolean round = i % 2 == 0;
            careless.execute(() -> {
                try {
                    if (round) {
                        leakGoingRound();
                    } else {
                        leakThroughTheReader();
                    }
                } catch (InvocationTargetException e) {
                    // It was refused: there is nothing left to leak.
                } catch (SQLException e) {
                    // It was reclaimed before the cursor was open.
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        careless.shutdown();
        careless.awaitTermination(5, TimeUnit.MINUTES);
        System.out.println(DONE + got.get() + " of " + attempts);
    }

    private void leakGoingRound() throws ReflectiveOperationException, SQLException {
        Object pool = call(call(store, "look"), "dataSource");
        Connection connection = (Connection) service.loadClass("javax.sql.DataSource")
                .getMethod("getConnection")
                .invoke(pool);
        kept.add(connection);
        got.incrementAndGet();
        connection
                .createStatement()
                .executeQuery("SELECT id FROM messages ORDER BY id")
                .next();
    }

    private void leakThroughTheReader() throws ReflectiveOperationException {
        Class<?> work = service.loadClass(BASE + "store.StoreWork");
        InvocationHandler keeps = (proxy, method, arguments) -> {
            kept.add(arguments[0]);
            got.incrementAndGet();
            never.await();
            return 0;
        };
        Class<?> purpose = service.loadClass(BASE + "lease.Purpose");
        Method read = Arrays.stream(reader.getClass().getMethods())
                .filter(method -> method.getName().equals("read") && method.getParameterCount() == 3)
                .findFirst()
                .orElseThrow();
        read.invoke(
                reader,
                store,
                purpose.getField("TRANSCRIPT").get(null),
                Proxy.newProxyInstance(service, new Class<?>[] {work}, keeps));
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        Method found = target.getClass().getDeclaredMethod(method);
        found.setAccessible(true);
        return found.invoke(target);
    }

    private static Class<?> loaded(Instrumentation jvm, String name) {
        return Arrays.stream(jvm.getAllLoadedClasses())
                .filter(type -> type.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Object bean(Class<?> type) throws ReflectiveOperationException {
        Object container =
                service.loadClass("io.quarkus.arc.Arc").getMethod("container").invoke(null);
        Object handle = service.loadClass("io.quarkus.arc.ArcContainer")
                .getMethod("instance", Class.class, Annotation[].class)
                .invoke(container, type, new java.lang.annotation.Annotation[0]);
        return service.loadClass("io.quarkus.arc.InstanceHandle")
                .getMethod("get")
                .invoke(handle);
    }
}
