package ai.hermes.sessions.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The names of all metrics, labels and spans. Those that do not begin with {@code hermes.} are OpenTelemetry's semantic
 * conventions. In the form of Prometheus dots become underscores, and a unit or {@code _total} is appended.
 *
 * <p>Labels of metrics take few values: purposes, states, kinds and profiles; never an id or a path with one.
 */
public final class Names {

    private Names() {}

    /** Names of metrics, all of which the service tells from its first moment on, unless said otherwise. */
    public static final class Metric {

        /** Up and down: open connections of a pool, by {@link Label#POOL} and {@link Label#CONNECTION_STATE}. */
        public static final String CONNECTIONS = "db.client.connection.count";

        /** Up and down: connections that a pool may have, by {@link Label#POOL}. */
        public static final String CONNECTIONS_MAX = "db.client.connection.max";

        /** Up and down: open connections that a pool keeps at least; they are 0. By {@link Label#POOL}. */
        public static final String CONNECTIONS_IDLE_MIN = "db.client.connection.idle.min";

        /** Up and down: open connections that a pool keeps at most, by {@link Label#POOL}. */
        public static final String CONNECTIONS_IDLE_MAX = "db.client.connection.idle.max";

        /** Up and down: who waits for a connection or a reader now, by {@link Label#POOL}. */
        public static final String CONNECTION_REQUESTS = "db.client.connection.pending_requests";

        /** Counter: waits for a connection or a reader that were in vain, by {@link Label#POOL}. */
        public static final String CONNECTION_TIMEOUTS = "db.client.connection.timeouts";

        /** Histogram, seconds: opening a connection, by {@link Label#POOL}. */
        public static final String CONNECTION_CREATE_TIME = "db.client.connection.create_time";

        /** Histogram, seconds: waits for a connection or a reader, of those who had to wait. By {@link Label#POOL}. */
        public static final String CONNECTION_WAIT_TIME = "db.client.connection.wait_time";

        /** Histogram, seconds: from borrowing a connection to giving it back, by {@link Label#POOL}. */
        public static final String CONNECTION_USE_TIME = "db.client.connection.use_time";

        /**
         * Histogram, seconds: reads of a store, waiting included. By {@link Label#SYSTEM}, {@link Label#NAMESPACE},
         * {@link Label#PURPOSE}; where queries were run {@link Label#SUMMARY}, {@link Label#OPERATION} and
         * {@link Label#COLLECTION}; where it failed {@link Label#ERROR}.
         */
        public static final String OPERATION_DURATION = "db.client.operation.duration";

        /** Up and down: open descriptors of the process. Absent where the system does not tell. */
        public static final String DESCRIPTORS = "jvm.file_descriptor.count";

        /** Up and down: descriptors that the process may have. Absent where the system does not tell. */
        public static final String DESCRIPTORS_LIMIT = "jvm.file_descriptor.limit";

        /** Gauge: open descriptors by {@link Label#DESCRIPTOR_KIND}; a kind that is not known is absent. */
        public static final String DESCRIPTORS_BY_KIND = "hermes.file_descriptors";

        /** Gauge: leases that are out now, by {@link Label#PURPOSE} and {@link Label#LEASE_STATE}. */
        public static final String LEASES = "hermes.lease.live";

        /** Counter: leases that were held beyond their warning threshold, by {@link Label#PURPOSE}. */
        public static final String LEASES_LONG_HELD = "hermes.lease.long_held";

        /** Counter: leases whose connection was taken back, by {@link Label#PURPOSE}. */
        public static final String LEASES_RECLAIMED = "hermes.lease.reclaimed";

        /** Gauge, bytes: the file of a store, by {@link Label#PROFILE}; 0 where there is none. */
        public static final String STORE_SIZE = "hermes.store.size";

        /** Gauge, bytes: the log beside a store, by {@link Label#PROFILE}; 0 where there is none. */
        public static final String WAL_SIZE = "hermes.store.wal.size";

        /** Gauge, seconds: since the log was last written, by {@link Label#PROFILE}; 0 where it is empty or absent. */
        public static final String WAL_AGE = "hermes.store.wal.age";

        /** Counter: looks at a store that found it changed, by {@link Label#PROFILE}. */
        public static final String STORE_CHANGES = "hermes.store.changes";

        /**
         * Counter: reads of stores refused because all readers that they may have were in use, by
         * {@link Label#PURPOSE}.
         */
        public static final String READS_REFUSED = "hermes.store.refused";

        /**
         * Histogram, seconds: bringing the list of a store up to date, by {@link Label#PROFILE} and
         * {@link Label#REBUILD}.
         */
        public static final String LIST_REBUILD_DURATION = "hermes.list.rebuild.duration";

        /**
         * Gauge, seconds: since when the list of a store lags behind, by {@link Label#PROFILE}; 0 while it shows what
         * the store holds.
         */
        public static final String LIST_AGE = "hermes.list.snapshot.age";

        /** Gauge: open connections of clients. */
        public static final String CLIENT_CONNECTIONS = "hermes.connections";

        /** Counter: connections of clients that the service closed, by {@link Label#CLOSED_FOR}. */
        public static final String CONNECTIONS_CLOSED = "hermes.connections.closed";

        /** Gauge: open streams of changes, which are server-sent events. */
        public static final String STREAMS = "hermes.live.streams";

        /** Histogram, seconds: from noticing a change to telling it on a stream, for each stream that is told. */
        public static final String STREAM_LAG = "hermes.live.lag";

        /**
         * Counter: streams that were told to ask for the whole, since what they missed is not kept any more; by
         * {@link Label#RESYNC_FOR}.
         */
        public static final String STREAM_RESYNCS = "hermes.live.resyncs";

        /** Counter: events that were not sent to clients that took them too slowly. */
        public static final String STREAM_DROPS = "hermes.live.drops";

        /** Counter: requests that were refused because too many were worked on. */
        public static final String REQUESTS_REFUSED = "hermes.requests.refused";

        /** Gauge: 1 while sessions can be read, else 0. */
        public static final String READY = "hermes.ready";

        /**
         * Gauge: 0 while a component is in order, 1 while it is worth a look, 2 while it fails, by
         * {@link Label#COMPONENT}.
         */
        public static final String HEALTH = "hermes.health.level";

        private Metric() {}
    }

    /** Names of labels of metrics, and of attributes of spans. */
    public static final class Label {

        /** Name of a pool, such as {@code store.default}. */
        public static final AttributeKey<String> POOL = AttributeKey.stringKey("db.client.connection.pool.name");

        /** Of connections in a pool: {@code used} or {@code idle}. */
        public static final AttributeKey<String> CONNECTION_STATE =
                AttributeKey.stringKey("db.client.connection.state");

        /** Always {@code sqlite}. */
        public static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");

        /** The profile whose store is read. */
        public static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");

        /** What queries of a read do, such as {@code SELECT}; absent where they do several things. */
        public static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");

        /** The table that is read; absent where there are several. */
        public static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");

        /** The different queries of a read, such as {@code SELECT sessions SELECT messages}; never values. */
        public static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");

        /** Of spans: rows that a read returned. */
        public static final AttributeKey<Long> ROWS = AttributeKey.longKey("db.response.returned_rows");

        /** Why something failed: the code of a fault, or a class of exceptions. */
        public static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

        /** What a connection is borrowed for, such as {@code list}. */
        public static final AttributeKey<String> PURPOSE = AttributeKey.stringKey("hermes.purpose");

        /** What a descriptor leads to: store, wal, shm, annotations, socket, jar or other. */
        public static final AttributeKey<String> DESCRIPTOR_KIND = AttributeKey.stringKey("hermes.descriptor.kind");

        /** What a lease holds: {@code idle}, {@code cursor_open} or {@code transaction_open}. */
        public static final AttributeKey<String> LEASE_STATE = AttributeKey.stringKey("hermes.lease.state");

        /** Why a connection of a client was closed: idle, slow_request, slow_answer or room. */
        public static final AttributeKey<String> CLOSED_FOR = AttributeKey.stringKey("hermes.connections.closed_for");

        /** Why a stream has to ask for the whole: restarted, overtaken or unknown. */
        public static final AttributeKey<String> RESYNC_FOR = AttributeKey.stringKey("hermes.live.resync_for");

        /** A component of health, such as {@code port} or {@code store of profile work}. */
        public static final AttributeKey<String> COMPONENT = AttributeKey.stringKey("hermes.component");

        /** Name of a profile. */
        public static final AttributeKey<String> PROFILE = AttributeKey.stringKey("hermes.profile");

        /** How a list is brought up to date: {@code full}, {@code incremental} or {@code comparison}. */
        public static final AttributeKey<String> REBUILD = AttributeKey.stringKey("hermes.list.rebuild.kind");

        /** Of spans: the connection was held beyond its warning threshold while this span lasted. */
        public static final AttributeKey<Boolean> LONG_HELD = AttributeKey.booleanKey("hermes.lease.long_held");

        /** Of spans: the connection was taken back while this span lasted. */
        public static final AttributeKey<Boolean> RECLAIMED = AttributeKey.booleanKey("hermes.lease.reclaimed");

        /** Of spans: number of a lease, the same as in diagnostics. */
        public static final AttributeKey<Long> LEASE_ID = AttributeKey.longKey("hermes.lease.id");

        /** Of spans: seconds since the connection was borrowed. */
        public static final AttributeKey<Double> HELD_FOR = AttributeKey.doubleKey("hermes.lease.held_for");

        /** Of spans: frames of the borrower's stack, nearest first, where it was sampled. */
        public static final AttributeKey<List<String>> STACK = AttributeKey.stringArrayKey("hermes.lease.stack");

        /** Of spans: the template of the route that a connection is borrowed for. */
        public static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

        /** Of spans: the thread that borrowed a connection. */
        public static final AttributeKey<String> THREAD = AttributeKey.stringKey("thread.name");

        /** Of spans: {@code true} on those that are kept however few traces are sampled. */
        public static final AttributeKey<Boolean> ALWAYS_SAMPLED = AttributeKey.booleanKey("hermes.always_sampled");

        private Label() {}
    }

    /** Names of spans and events. */
    public static final class Trace {

        /** Span and event: a connection is held beyond its warning threshold. */
        public static final String LONG_HELD = "hermes.lease.long_held";

        /** Span and event: a connection was taken back from its holder. */
        public static final String RECLAIMED = "hermes.lease.reclaimed";

        /** Span: a read waited for a reader or a connection. */
        public static final String WAIT = "hermes.store.wait";

        /** Span: the list of a store is brought up to date. */
        public static final String REBUILD = "hermes.list.rebuild";

        private Trace() {}
    }
}
