package io.tallyport.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are somebody else's, on the public Internet (IANA's registries of special-purpose addresses). Of IPv6 that
 * is what is assigned globally, without the ranges that carry an IPv4 address inside: NAT64, 6to4, Teredo, mapped.
 */
final class PublicAddresses {
    private static final List<Block> NOT_PUBLIC_4 = Block.all(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by carriers; a metadata service lives here too
            "127.0.0.0/8",
            "168.63.129.16/32", // a cloud's own service on every host
            "169.254.0.0/16", // link-local: metadata services
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    private static final Block GLOBAL_6 = Block.of("2000::/3");
    private static final List<Block> NOT_PUBLIC_6 =
            Block.all("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48");

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == Integer.BYTES) {
            return NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(bytes));
        }
        return GLOBAL_6.contains(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(bytes));
    }

    /** Addresses that begin with the same bits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] base, int prefix) {
        static List<Block> all(String... written) {
            return Arrays.stream(written).map(Block::of).toList();
        }

        static Block of(String written) {
            int slash = written.indexOf('/');
            try {
                return new Block(
                        InetAddress.getByName(written.substring(0, slash)).getAddress(),
                        Integer.parseInt(written.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean contains(byte[] address) {
            int whole = prefix / Byte.SIZE;
            if (Arrays.mismatch(base, 0, whole, address, 0, whole) >= 0) {
                return false;
            }
            int rest = prefix % Byte.SIZE;
            int mask = 0xFF00 >> rest;
            return rest == 0 || (base[whole] & mask & 0xFF) == (address[whole] & mask & 0xFF);
        }
    }
}
