package ai.hermes.sessions.security;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, as they stand in the header {@code Host} and in URLs. Different spellings of one host are equal:
 * case, a trailing dot, forms and zones of IPv6 addresses.
 *
 * @param host a name in lower case, or an address in its one form, without brackets
 * @param port the port, where one is given
 */
record Authority(String host, OptionalInt port) {

    private static final Pattern FORM = Pattern.compile(
            "(?:\\[([0-9a-fA-F:.]+)(?:%[^\\]]*)?]|([0-9a-zA-Z_-][0-9a-zA-Z_.-]*?)\\.?)(?::([0-9]{0,5}))?");

    /** Reads the value of a header; empty where it is none of a host with or without a port. */
    static Optional<Authority> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<String> host = form.group(1) == null
                ? Optional.of(form.group(2).toLowerCase(Locale.ROOT))
                : Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(form.group(1)))
                        .map(Authority::canonical);
        String digits = form.group(3);
        OptionalInt port =
                digits == null || digits.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
        return port.orElse(0) > 65_535 ? Optional.empty() : host.map(it -> new Authority(it, port));
    }

    /** The one form of an address that is written somehow, with a zone or not. */
    static String canonical(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null ? address.toLowerCase(Locale.ROOT) : canonical(bytes);
    }

    private static String canonical(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not the length of an address", e);
        }
    }

    /** The port, or the one that is meant where none is given. */
    int portOr(int usual) {
        return port.orElse(usual);
    }
}
