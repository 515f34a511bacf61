package io.tallyport.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * What the client connects by: it asks once per connection, and gets addresses that are all allowed, or none.
 *
 * @param allowLoopback for tests and demos on one machine
 */
record PinnedResolver(NameResolver names, boolean allowLoopback) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (!isAllowed(address)) {
                throw new TargetRefused(host);
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private boolean isAllowed(InetAddress address) {
        return PublicAddresses.contain(address) || allowLoopback && address.isLoopbackAddress();
    }
}
