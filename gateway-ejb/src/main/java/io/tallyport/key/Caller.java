package io.tallyport.key;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a verified key, what it may do, and whether its organisation is turned away.
 *
 * @param kind what the key is for
 * @param walletId equal to the organisation's id
 */
public record Caller(
        String keyId,
        KeyKind kind,
        long walletId,
        KeyState key,
        @Nullable Suspension suspension) {

    /**
     * A key as a node remembers it.
     *
     * @param expires null: never
     * @param models the only ones it may use; null: all
     * @param addresses the only ones it may be used from; empty: all
     * @param requestsPerMinute of its own; 0: as its organisation
     * @param capped whether it has a spend cap
     * @param role what it may do if it is a management key
     * @param routing how the accounts for its calls are chosen
     */
    public record KeyState(
            boolean revoked,
            @Nullable Deadline expires,
            @Nullable Set<String> models,
            List<AddressRange> addresses,
            int requestsPerMinute,
            boolean capped,
            KeyRole role,
            KeyRouting routing) {}

    public boolean mayUse(String model) {
        return key.models == null || key.models.contains(model);
    }

    /** @throws GatewayException 401 that says whether the key is revoked or expired */
    public void requireValid() {
        if (key.revoked) {
            throw new GatewayException(
                    ErrorCode.KEY_REVOKED,
                    "This API key was revoked, by a person or because its spend cap was reached. Use another key.");
        }
        if (key.expires != null && key.expires.isPast()) {
            throw new GatewayException(ErrorCode.KEY_EXPIRED, "This API key has expired. Use another key.");
        }
    }

    /** @throws GatewayException 403 that says which role it takes */
    public void requireRole(KeyRole needed) {
        if (kind != KeyKind.MANAGEMENT) {
            throw new GatewayException(
                    ErrorCode.WRONG_KIND_OF_KEY,
                    "This takes a management key (mk-tp-...) with the role " + needed + "; yours is for calls.");
        }
        if (!key.role.includes(needed)) {
            throw new GatewayException(
                    ErrorCode.ROLE_MISSING,
                    "This takes a management key with the role " + needed + "; yours has the role " + key.role
                            + ". Have a key with that role made in the console.");
        }
    }

    /** @throws GatewayException 403 if the key may not be used from there */
    public void requireAddress(String address) {
        if (key.addresses.isEmpty()) {
            return;
        }
        InetAddress from = AddressRange.address(address);
        if (key.addresses.stream().noneMatch(range -> range.contains(from))) {
            throw new GatewayException(
                    ErrorCode.ADDRESS_NOT_ALLOWED,
                    "This API key may not be used from your address, " + from.getHostAddress()
                            + ". Call from an address on its list, or have the list changed.");
        }
    }

    /** @throws GatewayException 403 with the reason and what to do */
    public void requireServed() {
        if (suspension != null && suspension.isInForce()) {
            throw new GatewayException(
                    suspension.stopped() ? ErrorCode.ORGANISATION_STOPPED : ErrorCode.ORGANISATION_SUSPENDED,
                    suspension.inWords());
        }
    }
}
