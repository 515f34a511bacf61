package io.tallyport.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host: the system's resolver, or one that a test controls. */
interface NameResolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
}
