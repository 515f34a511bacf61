package io.tallyport.key;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A block of IPv4 or IPv6 addresses in CIDR notation; a single address is a block of one. Never asks a name server.
 */
public record AddressRange(String text, InetAddress base, int prefix) {
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    /** @throws IllegalArgumentException in words for whoever wrote it */
    public static AddressRange parse(String written) {
        String text = written.strip();
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(text, text.substring(slash + 1), bits);
        InetAddress base = masked(address, prefix);
        return new AddressRange(base.getHostAddress() + "/" + prefix, base, prefix);
    }

    /** An IPv4 address in IPv6 clothes counts as IPv4. */
    public static InetAddress address(String written) {
        int zone = written.indexOf('%');
        String literal = zone < 0 ? written : written.substring(0, zone);
        if (!LITERAL.matcher(literal).matches()) {
            throw notAnAddress(written);
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw notAnAddress(written);
        }
    }

    public boolean contains(InetAddress address) {
        return address.getAddress().length == base.getAddress().length
                && masked(address, prefix).equals(base);
    }

    /** The address with all bits behind the first {@code prefix} cleared. */
    public static InetAddress masked(InetAddress address, int prefix) {
        byte[] bytes = address.getAddress();
        int whole = prefix / Byte.SIZE;
        if (whole < bytes.length) {
            bytes[whole] = (byte) (bytes[whole] & (0xFF00 >> prefix % Byte.SIZE));
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int prefix(String text, String written, int bits) {
        int prefix = PREFIX.matcher(written).matches() ? Integer.parseInt(written) : -1;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "'" + text + "' needs a prefix length of 0 to " + bits + " after the slash.");
        }
        return prefix;
    }

    private static IllegalArgumentException notAnAddress(String written) {
        return new IllegalArgumentException("'" + written
                + "' is not an IP address or range; write them like 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32.");
    }
}
