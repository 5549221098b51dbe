package ai.hermes.sessions.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hermes.sessions.testing.AgentProcess;
import ai.hermes.sessions.testing.IllStore;
import ai.hermes.sessions.testing.Journal;
import ai.hermes.sessions.testing.LeakAgent;
import ai.hermes.sessions.testing.Nobody;
import ai.hermes.sessions.testing.ServiceProcess;
import ai.hermes.sessions.testing.TestHome;
import ai.hermes.sessions.testing.Tool;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One service that runs through all faults, one after the other: what each looks like on health, on the list and in the
 * metrics, and that it is got over without a restart. The service runs as a user without rights.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixIT {

    private static final int PAGE = 4096;
    private static final int CROWD = 10_000;
    private static final int SLOW = 300;
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String STORE = "store of profile default";
    private static final String S1 = "{\"session_id\": \"s1\", \"title\": \"Mine\"}";

    private final boolean root = "root".equals(System.getProperty("user.name"));
    private final TestHome home = TestHome.create();
    private final List<String> emptyLists = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private Path data;
    private boolean smallDisk;
    private AgentProcess agent;
    private Optional<AgentProcess> rival = Optional.empty();
    private ServiceProcess service;
    private long lockedAt;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        if (root) {
            Tool.SETPRIV.require();
        }
        data = Files.createTempDirectory("hermes-data-");
        smallDisk = root
                && run("mount", "-t", "tmpfs", "-o", "size=16m,mode=0755,uid=" + Nobody.ID, "tmpfs", data.toString())
                        == 0;
        give(home.path());
        give(data);
        agent = AgentProcess.start();
        makeStore(Journal.WAL);
        ServiceProcess.Builder builder = ServiceProcess.in(home)
                .option("-javaagent:" + LeakAgent.jar(data))
                .property("hermes.data-dir", data.resolve("own").toString())
                .property("hermes.connections.request-timeout", "2S")
                .property("hermes.health.disk.warn-free", "2M")
                .property("hermes.health.disk.fail-free", "1M")
                .property("hermes.health.annotations.write-interval", "200MS")
                .property("hermes.store.watch-interval", "50MS");
        for (String check : List.of("store", "list", "annotations", "port", "process", "descriptors", "disk")) {
            builder.property("hermes.health." + check + ".interval", "200MS");
        }
        service = (root ? builder.asNobody() : builder).start();
        awaitWell("s1");
        assertThat(service.post("/api/session/rename", S1).statusCode()).isEqualTo(200);
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (service != null) {
            service.close();
        }
        agent.close();
        home.close();
        if (smallDisk) {
            run("umount", data.toString());
        }
        try (Stream<Path> all = Files.walk(data)) {
            for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(each);
            }
        }
    }

    @AfterEach
    void tidy() {
        rival.ifPresent(AgentProcess::close);
        rival = Optional.empty();
        sockets.forEach(FaultMatrixIT::close);
        sockets.clear();
        emptyLists.clear();
    }

    private interface Step {
        void take() throws Exception;
    }

    /**
     * @param told what there is to be seen while it lasts
     * @param component of health, and its level meanwhile: 0, 1 or 2
     * @param row what is listed meanwhile; empty for nothing
     */
    private record Fault(
            String name, Map<String, Object> told, String component, int level, String row, Step begin, Step end) {

        /** What the list is to say, where it says that the store is locked: one that hangs may be taken for it. */
        Object mayBeLocked(Object list) {
            return told.get("list").equals("200 store_hung") ? told.get("list") : list;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Nothing that anybody has to do something about. */
    private static Map<String, Object> well() {
        return Map.of("list", "200", "/health", 200, "deep", 200, "ready", 200, "live", 200);
    }

    /** A store that was read before and cannot be read now. */
    private static Map<String, Object> ill(String code) {
        return Map.of("list", "200 " + code, "/health", 200, "deep", 503, "ready", 503, "live", 200);
    }

    private static Map<String, Object> missing() {
        return Map.of("list", "503 store_missing", "/health", 200, "deep", 200, "ready", 503, "live", 200);
    }

    /** Sessions can be read, and nothing can be added to them. */
    private static Map<String, Object> unkept() {
        return Map.of("list", "200", "/health", 200, "deep", 503, "ready", 503, "live", 200);
    }

    /** It cannot go on for long. */
    private static Map<String, Object> unalive() {
        return Map.of("list", "200", "/health", 503, "deep", 503, "live", 503);
    }

    List<Fault> faults() {
        return List.of(
                new Fault("missing, and appears", missing(), STORE, 2, "", this::removeStore, this::mend),
                new Fault(
                        "deleted under us", missing(), STORE, 2, "", () -> TestHome.remove(home.stateDb()), this::mend),
                new Fault("replaced", well(), STORE, 0, "other", this::replace, this::mend),
                new Fault("garbage header", ill("store_not_a_database"), STORE, 2, "s1", this::garbage, this::mend),
                new Fault("corrupt in the middle", ill("store_corrupt"), STORE, 2, "s1", this::corrupt, this::mend),
                new Fault("FTS table missing", well(), STORE, 0, "later", this::dropSearch, this::mend),
                new Fault("index missing", well(), STORE, 0, "later", this::dropIndexes, this::mend),
                new Fault(
                        "locked for 10 s", ill("store_locked"), STORE, 2, "s1", this::lock, this::unlockAfter10Seconds),
                new Fault(
                        "no permission",
                        ill("store_unreadable"),
                        STORE,
                        2,
                        "s1",
                        () -> permit("---------"),
                        () -> permit("rw-------")),
                new Fault("folder read-only", sidecars(), STORE, 2, "s1", this::makeFolderReadOnly, this::mend),
                new Fault("index of the log unreadable", sidecars(), STORE, 2, "s1", this::hideIndex, this::mend),
                new Fault("hot journal", ill("store_hot_journal"), STORE, 2, "s1", this::leaveJournal, this::mend),
                new Fault(
                        "reads hang",
                        ill("store_hung"),
                        STORE,
                        2,
                        "s1",
                        () -> agent.stallReaders(),
                        () -> agent.letReadersGo()),
                new Fault("disk full", unkept(), "annotations", 2, "s1", this::fillDisk, this::emptyDisk),
                new Fault("annotations locked", unkept(), "annotations", 2, "s1", this::lockOwn, this::unlockOwn),
                new Fault("many connections", well(), "port", 0, "s1", this::crowd, this::hangUp),
                new Fault("slow requests", well(), "port", 0, "s1", this::dawdle, this::hangUp),
                new Fault(
                        "no descriptors",
                        unalive(),
                        "descriptors",
                        2,
                        "s1",
                        this::takeDescriptors,
                        () -> limitDescriptors(5_000)),
                new Fault(
                        "heap nearly full", well(), "memory", 1, "s1", () -> memory("fill 90"), () -> memory("free")));
    }

    private static Map<String, Object> sidecars() {
        return ill("store_sidecars_unavailable");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsToldAndGotOver(Fault fault) throws Exception {
        // given
        long process = service.handle().pid();
        awaitWell("s1");

        // when
        try {
            fault.begin.take();
            awaitTold(fault);
        } finally {
            fault.end.take();
        }

        // then
        awaitWell("s1");
        await().atMost(LONG).ignoreExceptions().until(() -> level(fault.component) == 0);
        assertThat(emptyLists).isEmpty();
        assertThat(service.handle().pid()).isEqualTo(process);
    }

    private void awaitTold(Fault fault) {
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
            Map<String, Object> seen = seen();
            seen.compute("list", (key, list) -> list.equals("200 store_locked") ? fault.mayBeLocked(list) : list);
            assertThat(seen).containsAllEntriesOf(fault.told);
            assertThat(level(fault.component)).isEqualTo(fault.level);
            assertThat(service.get("/api/sessions").body()).contains(fault.row);
            assertThat(metric("hermes_ready")).isEqualTo(seen.get("ready").equals(200) ? 1 : 0);
        });
    }

    private void awaitWell(String row) {
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
            assertThat(seen()).containsAllEntriesOf(well());
            assertThat(service.get("/api/sessions").body()).contains("\"session_id\":\"" + row + "\"");
        });
    }

    private Map<String, Object> seen() {
        Map<String, Object> seen = new TreeMap<>();
        seen.put("list", list());
        seen.put("/health", service.get("/health").statusCode());
        seen.put("deep", service.get("/health?deep=1").statusCode());
        seen.put("ready", service.get("/q/health/ready").statusCode());
        seen.put("live", service.get("/q/health/live").statusCode());
        return seen;
    }

    private String list() {
        HttpResponse<String> answer = service.get("/api/sessions");
        JsonPath body = JsonPath.from(answer.body());
        if (answer.statusCode() == 200 && body.getList("sessions").isEmpty()) {
            emptyLists.add(answer.body());
        }
        String code = answer.statusCode() == 200 ? body.getString("fault.code") : body.getString("code");
        return code == null ? String.valueOf(answer.statusCode()) : answer.statusCode() + " " + code;
    }

    private int level(String component) {
        return metric("hermes_health_level\\{[^}]*hermes_component=\"" + component + "\"[^}]*}");
    }

    private int metric(String name) {
        Matcher found = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? ([0-9.]+)$")
                .matcher(service.get("/q/metrics").body());
        return found.find() ? (int) Double.parseDouble(found.group(1)) : -1;
    }

    private void makeStore(Journal journal) throws IOException {
        make(agent, home.stateDb(), journal, "s1");
        for (String suffix : List.of("", "-wal", "-shm")) {
            Path file = home.path().resolve("state.db" + suffix);
            if (Files.exists(file)) {
                give(file);
            }
        }
    }

    private static void make(AgentProcess agent, Path stateDb, Journal journal, String session) {
        agent.create(stateDb, 17, journal).session(session);
        agent.message(session, "user", "hello");
    }

    private void removeStore() {
        agent.release();
        TestHome.remove(home.stateDb());
    }

    /** A good store in the place of whatever is there. */
    private void mend() throws IOException {
        make(Journal.WAL);
    }

    private void make(Journal journal) throws IOException {
        Files.setPosixFilePermissions(home.path(), PosixFilePermissions.fromString("rwx------"));
        agent.close();
        TestHome.remove(home.stateDb());
        agent = AgentProcess.start();
        makeStore(journal);
    }

    private interface Maker {
        void make(AgentProcess maker, Path stateDb) throws IOException;
    }

    /** Makes a store elsewhere, and moves it with all that lies beside it into the place of the one that is there. */
    private void put(Maker content) throws IOException {
        removeStore();
        Path folder = Files.createTempDirectory("hermes-made-");
        Path made = folder.resolve(home.stateDb().getFileName());
        AgentProcess maker = AgentProcess.start();
        content.make(maker, made);
        maker.kill();
        for (String suffix : List.of("-wal", "-shm", "")) {
            Path file = made.resolveSibling(made.getFileName() + suffix);
            if (Files.exists(file)) {
                give(file);
                Files.move(file, home.path().resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.delete(folder);
    }

    private void replace() throws IOException {
        // A log that is left behind would be taken for the new file's.
        make(Journal.DELETE);
        awaitWell("s1");
        agent.release();
        Path other = home.path().resolve("other.db");
        make(agent, other, Journal.DELETE, "other");
        agent.release();
        give(other);
        Files.move(other, home.stateDb(), StandardCopyOption.ATOMIC_MOVE);
        agent.open(home.stateDb());
    }

    private void garbage() throws IOException {
        removeStore();
        IllStore.GARBAGE.put(home.stateDb());
        give(home.stateDb());
    }

    private void leaveJournal() throws IOException {
        removeStore();
        IllStore.HOT_JOURNAL.put(home.stateDb());
        give(home.stateDb());
        give(home.stateDb().resolveSibling("state.db-journal"));
    }

    private void corrupt() throws IOException {
        put((maker, made) -> {
            make(maker, made, Journal.DELETE, "s1");
            for (int i = 0; i < 200; i++) {
                maker.message("s1", "user", "many words ".repeat(200));
            }
            maker.release();
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                long pages = channel.size() / PAGE;
                for (long page = pages * 2 / 5; page < pages * 3 / 5; page++) {
                    channel.write(
                            ByteBuffer.wrap("\u00ff".repeat(PAGE).getBytes(StandardCharsets.ISO_8859_1)), page * PAGE);
                }
            }
        });
    }

    private void dropSearch() {
        agent.run("DROP TRIGGER messages_fts_insert");
        agent.run("DROP TABLE messages_fts");
        agent.session("later");
        agent.message("later", "user", "hello");
    }

    private void dropIndexes() {
        agent.query("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
                .forEach(row -> agent.run("DROP INDEX " + row.get(0)));
        agent.session("later");
        agent.message("later", "user", "hello");
    }

    private void lock() throws IOException {
        make(Journal.DELETE);
        awaitWell("s1");
        agent.lockExclusively();
        lockedAt = System.nanoTime();
    }

    private void unlockAfter10Seconds() {
        await().atMost(LONG)
                .until(() ->
                        System.nanoTime() - lockedAt > Duration.ofSeconds(10).toNanos());
        agent.unlock();
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(home.stateDb(), PosixFilePermissions.fromString(permissions));
    }

    /** Whoever has the log and its index open goes on; whoever opens the store for the first time cannot. */
    private void makeFolderReadOnly() throws IOException {
        put((maker, made) -> {
            make(maker, made, Journal.WAL, "s1");
            maker.release();
            Files.setPosixFilePermissions(home.path(), PosixFilePermissions.fromString("r-x------"));
        });
    }

    private void hideIndex() throws IOException {
        put((maker, made) -> {
            make(maker, made, Journal.WAL, "s1");
            Files.setPosixFilePermissions(
                    made.resolveSibling("state.db-shm"), PosixFilePermissions.fromString("---------"));
        });
    }

    private void fillDisk() throws IOException {
        Tool.require(smallDisk, "no small disk can be mounted here");
        byte[] piece = new byte[PAGE];
        try (FileChannel filler =
                FileChannel.open(data.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (true) {
                filler.write(ByteBuffer.wrap(piece));
            }
        } catch (IOException e) {
            // It is full.
        }
        assertThat(service.post("/api/session/pin", S1).statusCode()).isEqualTo(503);
    }

    private void emptyDisk() throws IOException {
        Files.delete(data.resolve("filler"));
    }

    private void lockOwn() {
        AgentProcess other = AgentProcess.start().open(data.resolve("own/annotations.db"));
        rival = Optional.of(other);
        other.run("BEGIN IMMEDIATE");
    }

    private void unlockOwn() {
        rival.orElseThrow().run("ROLLBACK");
    }

    private void crowd() throws IOException {
        connect(CROWD, "");
        await().atMost(LONG).ignoreExceptions().until(() -> closedFor("room") > 0);
    }

    private void dawdle() throws IOException {
        connect(SLOW, "GET /health HTTP/1.1\r\nHost: local");
        await().atMost(LONG).ignoreExceptions().until(() -> closedFor("slow_request") > 0);
    }

    private int closedFor(String reason) {
        return metric("hermes_connections_closed_total\\{[^}]*\"" + reason + "\"[^}]*}");
    }

    private void connect(int many, String beginning) throws IOException {
        for (int i = 0; i < many; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
            sockets.add(socket);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void hangUp() {
        sockets.forEach(FaultMatrixIT::close);
    }

    private void takeDescriptors() throws IOException, InterruptedException {
        Tool.PRLIMIT.require();
        limitDescriptors(service.descriptors().size());
    }

    private void limitDescriptors(int limit) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (root) {
            // Only a process of the same user may do it everywhere.
            command.addAll(Nobody.BECOME);
        }
        command.addAll(
                List.of("prlimit", "--pid", String.valueOf(service.handle().pid()), "--nofile=" + limit + ":"));
        int code = run(command.toArray(String[]::new));
        assertThat(code).isZero();
    }

    private void memory(String command) {
        long before = memoryLines();
        service.tell(command);
        await().atMost(LONG).until(() -> memoryLines() > before);
    }

    private long memoryLines() {
        return service.log().stream()
                .filter(line -> line.startsWith(LeakAgent.MEMORY))
                .count();
    }

    /** Lets the service's user have it. */
    private void give(Path path) throws IOException {
        if (root) {
            Files.setAttribute(path, "unix:uid", Nobody.ID);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
