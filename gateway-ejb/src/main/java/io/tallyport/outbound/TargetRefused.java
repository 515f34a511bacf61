package io.tallyport.outbound;

import java.net.UnknownHostException;

/** A host has an address that is not on the public Internet. */
final class TargetRefused extends UnknownHostException {
    private static final long serialVersionUID = 1;

    TargetRefused(String host) {
        super(host + " has an address that is not on the public Internet");
    }
}
