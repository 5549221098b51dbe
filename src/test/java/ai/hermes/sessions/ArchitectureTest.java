package ai.hermes.sessions;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import ai.hermes.sessions.store.StoreReader;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** The plan of the house, and what keeps the agents' stores from harm. */
@AnalyzeClasses(packages = "ai.hermes.sessions", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String BASE = "ai.hermes.sessions.";

    /** A package uses only packages on floors below its own. One that is not here has no place in the house yet. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("telemetry", 0),
            Map.entry("background", 0),
            Map.entry("lease", 1),
            Map.entry("masking", 1),
            Map.entry("store", 2),
            Map.entry("annotation", 3),
            Map.entry("query", 3),
            Map.entry("wire", 4),
            Map.entry("conversation", 4),
            Map.entry("transcript", 4),
            Map.entry("caller", 4),
            Map.entry("session", 5),
            Map.entry("login", 5),
            Map.entry("project", 6),
            Map.entry("organise", 6),
            Map.entry("settings", 6),
            Map.entry("profile", 6),
            Map.entry("copy", 6),
            Map.entry("webui", 6),
            Map.entry("agent", 6),
            Map.entry("chat", 6),
            Map.entry("search", 6),
            Map.entry("share", 6),
            Map.entry("finder", 6),
            Map.entry("exchange", 6),
            Map.entry("window", 6),
            Map.entry("insight", 6),
            Map.entry("tracing", 6),
            Map.entry("live", 6),
            Map.entry("health", 7),
            Map.entry("security", 7),
            Map.entry("diagnostics", 7),
            Map.entry("connection", 7),
            Map.entry("mcp", 7),
            Map.entry("preflight", 1),
            Map.entry("watchdog", 8),
            Map.entry("page", 8));

    @ArchTest
    static final ArchRule packagesUseOnlyFloorsBelow = ArchRuleDefinition.classes()
            .should(new ArchCondition<>("use only packages on floors below") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                        Optional<String> from = room(dependency.getOriginClass());
                        Optional<String> to = room(dependency.getTargetClass());
                        if (from.isPresent() && to.isPresent() && !from.equals(to)) {
                            boolean below = floor(to.get()) < floor(from.get());
                            events.add(new SimpleConditionEvent(dependency, below, dependency.getDescription()));
                        }
                    }
                }
            });

    @ArchTest
    static final ArchRule everyPackageHasAFloor = ArchRuleDefinition.classes()
            .should(new ArchCondition<>("be in a package that has a floor") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    room(item)
                            .ifPresent(room -> events.add(new SimpleConditionEvent(
                                    item, FLOORS.containsKey(room), item.getName() + " is in no known package")));
                }
            });

    @ArchTest
    static final ArchRule onlyTheLowFloorsTouchDatabases = noClasses()
            .that()
            .resideOutsideOfPackages(in("store"), in("lease"), in("annotation"))
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.agroal..", "org.sqlite..", "javax.sql..")
                    .or(nameMatching("java\\.sql\\.(Connection|Driver|DriverManager|Statement|PreparedStatement)")));

    /** Closing a descriptor of a file drops all POSIX locks of the process on it, those of SQLite as well. */
    @ArchTest
    static final ArchRule nobodyWhoKnowsStoresOpensFiles = noClasses()
            .that()
            .resideInAnyPackage(in("store"), in("lease"))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    FileInputStream.class,
                    FileOutputStream.class,
                    FileReader.class,
                    RandomAccessFile.class,
                    FileChannel.class)
            .orShould()
            .callMethodWhere(
                    ofFiles(
                            "new(ByteChannel|InputStream|OutputStream|Buffered.*)|copy|write.*|lines|mismatch|read(AllBytes|AllLines|String)"));

    /** A store and the files beside it are the agent's; only sample stores are our own. */
    @ArchTest
    static final ArchRule nobodyWhoKnowsStoresRemovesFiles = noClasses()
            .that()
            .resideInAnyPackage(in("store"), in("lease"))
            .and()
            .resideOutsideOfPackage(in("store.sample"))
            .should()
            .callMethodWhere(ofFiles("move|delete.*|set.*|create.*"));

    /** A scheduler forgets a task that throws once. */
    @ArchTest
    static final ArchRule whatIsRepeatedOutlivesItsFailures = noClasses()
            .that()
            .resideOutsideOfPackage(in("background"))
            .should()
            .callMethodWhere(target(owner(assignableTo(ScheduledExecutorService.class)))
                    .and(target(nameMatching("scheduleWithFixedDelay|scheduleAtFixedRate"))));

    /** What a resource needs of a store it gets from the read models, so that no request can cost a read unseen. */
    @ArchTest
    static final ArchRule resourcesDoNotReadStores = noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(StoreReader.class);

    @ArchTest
    static final ArchRule whatIsNeededComesByTheConstructor =
            noFields().should().beAnnotatedWith(Inject.class);

    private static DescribedPredicate<JavaCall<?>> ofFiles(String methods) {
        return target(owner(name(Files.class.getName()))).and(target(nameMatching(methods)));
    }

    private static String in(String room) {
        return BASE + room + "..";
    }

    /** The package of the house that a class is in. */
    private static Optional<String> room(JavaClass item) {
        return item.getPackageName().startsWith(BASE)
                ? Optional.of(item.getPackageName().substring(BASE.length()).replaceAll("\\..*", ""))
                : Optional.empty();
    }

    private static int floor(String room) {
        return FLOORS.getOrDefault(room, Integer.MAX_VALUE);
    }
}
