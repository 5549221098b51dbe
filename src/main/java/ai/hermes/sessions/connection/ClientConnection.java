package ai.hermes.sessions.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * One connection of a client, and what it does. Written in the thread of its channel, read by any; times are
 * nanoseconds of a clock that nobody sets.
 */
final class ClientConnection extends ChannelDuplexHandler {

    private final Channel channel;
    private final LongSupplier nanoTime;
    private volatile long usedAt;
    /** Since when the beginning of a request is on its way; whoever connects and says nothing is waited for as well. */
    private volatile Optional<Long> arrivingSince;
    /** Since when an answer waits for the client to take it. */
    private volatile Optional<Long> waitingSince = Optional.empty();
    /** Whether a request ever came over it. */
    private volatile boolean proven;
    /** Whether many requests go over it at a time, between whose bytes nothing here can tell. */
    private volatile boolean multiplexed;
    /** The requests that are worked on. */
    private final Set<Begun> begun = ConcurrentHashMap.newKeySet();

    ClientConnection(Channel channel, LongSupplier nanoTime) {
        this.channel = channel;
        this.nanoTime = nanoTime;
        this.usedAt = nanoTime.getAsLong();
        this.arrivingSince = Optional.of(usedAt);
    }

    Channel channel() {
        return channel;
    }

    /** When something last came or went. */
    long usedAt() {
        return usedAt;
    }

    /** Whether a request ever came over it; a crowd of connections that only stand there has none. */
    boolean proven() {
        return proven;
    }

    /** Whether no request is worked on. */
    boolean idle() {
        return begun.isEmpty();
    }

    /** The head of a request has arrived. Answers what is to be done when it was answered. */
    Runnable begins(HttpServerRequest request) {
        Begun it = new Begun(request, nanoTime.getAsLong());
        proven = true;
        multiplexed = request.version() == HttpVersion.HTTP_2;
        begun.add(it);
        arrivingSince = Optional.empty();
        return () -> {
            usedAt = nanoTime.getAsLong();
            begun.remove(it);
        };
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        usedAt = nanoTime.getAsLong();
        if (!multiplexed && idle() && arrivingSince.isEmpty()) {
            arrivingSince = Optional.of(usedAt);
        }
        context.fireChannelRead(bytes);
    }

    @Override
    public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) {
        usedAt = nanoTime.getAsLong();
        context.write(bytes, promise);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        waitingSince = channel.isWritable() ? Optional.empty() : Optional.of(nanoTime.getAsLong());
        context.fireChannelWritabilityChanged();
    }

    /** Why it is to be closed now, if it is. */
    Optional<ClosedFor> verdict(ConnectionConfig limits) {
        // Of a stream that its client has left the end is not told in every case.
        begun.removeIf(Begun::over);
        if (longer(waitingSince, limits.answerTimeout())) {
            return Optional.of(ClosedFor.SLOW_ANSWER);
        } else if (longer(arrivingSince, limits.requestTimeout())
                || begun.stream()
                        .filter(Begun::arriving)
                        .anyMatch(it -> longer(Optional.of(it.since()), limits.requestTimeout()))) {
            return Optional.of(ClosedFor.SLOW_REQUEST);
        } else if (idle() && longer(Optional.of(usedAt), limits.idleTimeout())) {
            return Optional.of(ClosedFor.IDLE);
        }
        return Optional.empty();
    }

    private boolean longer(Optional<Long> since, Duration limit) {
        return since.filter(it -> nanoTime.getAsLong() - it > limit.toNanos()).isPresent();
    }

    private record Begun(HttpServerRequest request, long since) {

        /**
         * Whether its body is still on its way. One without a body may count as not ended as long as nobody reads it.
         */
        boolean arriving() {
            boolean hasBody = request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                    || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
            return hasBody && !request.isEnded();
        }

        boolean over() {
            return request.response().ended() || request.response().closed();
        }
    }
}
