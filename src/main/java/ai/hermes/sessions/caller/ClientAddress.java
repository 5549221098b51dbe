package ai.hermes.sessions.caller;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The address that a request comes from. Quarkus takes the first of what {@code X-Forwarded-For} lists, which is what
 * the client wrote where a proxy appends; here it is the last one that is no proxy of ours.
 */
@Singleton
public final class ClientAddress {

    private static final String NOTED = ClientAddress.class.getName();
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<IpSubnetFilterRule> proxies;

    @Inject
    ClientAddress(
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding") boolean believes,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> listed) {
        this.proxies = believes
                ? listed.orElse(List.of()).stream()
                        .flatMap(ClientAddress::rules)
                        .toList()
                : List.of();
    }

    /** Finds it out, for all that ask later. */
    public void note(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.put(NOTED, behind(peer(request), request.headers().getAll(FORWARDED_FOR)));
    }

    /** The address, as it was noted; else that of the other end of the connection. Empty where there is none. */
    public static String of(RoutingContext context) {
        return Optional.<String>ofNullable(context.get(NOTED)).orElseGet(() -> peer(context.request()));
    }

    /**
     * The nearest address that is no proxy of ours.
     *
     * @param peer the other end of the connection
     * @param forwarded the values of the header, each with one address or more
     */
    String behind(String peer, List<String> forwarded) {
        List<String> way = new ArrayList<>();
        forwarded.forEach(it -> way.addAll(Arrays.asList(it.split(","))));
        String nearest = peer;
        for (int i = way.size() - 1; i >= 0 && trusted(nearest); i--) {
            Optional<String> before = address(way.get(i).strip());
            if (before.isEmpty()) {
                return nearest;
            }
            nearest = before.get();
        }
        return nearest;
    }

    private boolean trusted(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(of(bytes), 0);
        return proxies.stream().anyMatch(it -> it.matches(socket));
    }

    /** An address that may have a port, as some proxies write it. */
    private static Optional<String> address(String text) {
        String bare = text.startsWith("[")
                ? text.substring(1).split("]", 2)[0]
                : text.indexOf(':') == text.lastIndexOf(':') ? text.split(":", 2)[0] : text;
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(bare))
                .map(it -> of(it).getHostAddress());
    }

    private static String peer(HttpServerRequest request) {
        return Optional.ofNullable(request.connection().remoteAddress())
                .map(SocketAddress::hostAddress)
                .orElse("");
    }

    private static Stream<IpSubnetFilterRule> rules(String listed) {
        String[] parts = listed.strip().split("/", 2);
        try {
            return Arrays.stream(InetAddress.getAllByName(parts[0]))
                    .map(it -> new IpSubnetFilterRule(
                            it,
                            parts.length > 1 ? Integer.parseInt(parts[1]) : it.getAddress().length * Byte.SIZE,
                            IpFilterRuleType.ACCEPT));
        } catch (UnknownHostException e) {
            // A proxy that has no address now is not believed.
            return Stream.empty();
        }
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not the length of an address", e);
        }
    }
}
