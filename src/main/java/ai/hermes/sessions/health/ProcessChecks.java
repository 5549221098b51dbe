package ai.hermes.sessions.health;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/** What is looked at of the process itself, stores aside. */
@Singleton
final class ProcessChecks {

    private final PortCheck port;
    private final Check eventLoops;
    private final Check workers;
    private final DescriptorCheck descriptors;
    private final MemoryCheck memory;
    private final DiskCheck disk;
    private final ExportCheck export;

    @Inject
    ProcessChecks(
            HealthConfig config,
            Vertx vertx,
            ExecutorService workers,
            PortCheck port,
            DescriptorCheck descriptors,
            MemoryCheck memory,
            DiskCheck disk,
            ExportCheck export) {
        List<EventExecutor> loops = new ArrayList<>();
        VertxInternal inside = (VertxInternal) vertx;
        inside.getAcceptorEventLoopGroup().forEach(loops::add);
        inside.getEventLoopGroup().forEach(loops::add);
        this.eventLoops = new TurnCheck("event loops", true, config.process(), loops, TurnCheck.EVENT_LOOP_BLOCKED);
        this.workers =
                new TurnCheck("worker threads", false, config.process(), List.of(workers), TurnCheck.WORKERS_STUCK);
        this.port = port;
        this.descriptors = descriptors;
        this.memory = memory;
        this.disk = disk;
        this.export = export;
    }

    /** All that can be looked at now: the port only once there is one. */
    List<Check> current() {
        return all().filter(it -> it != port || port.listening()).toList();
    }

    /** All, those that the life of the process hangs on first. */
    Stream<Check> all() {
        return Stream.of(port, eventLoops, descriptors, workers, memory, disk, export);
    }

    /** Whether the port answers. */
    Check port() {
        return port;
    }

    /** Whether the threads that serve connections come round. */
    Check eventLoops() {
        return eventLoops;
    }

    /** Whether threads that work for requests become free. */
    Check workers() {
        return workers;
    }

    /** Whether descriptors are left. */
    Check descriptors() {
        return descriptors;
    }

    /** Whether the heap has room. */
    Check memory() {
        return memory;
    }

    /** Whether the disks have room. */
    Check disk() {
        return disk;
    }

    /** Whether the collector takes what is measured. */
    Check export() {
        return export;
    }
}
