package io.tallyport.review;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;

/** Stopped wallets as this node knows them, a second or two late. */
@ApplicationScoped
public class HeldWallets {
    private volatile Set<Long> stopped = Set.of();

    /** @throws GatewayException 403 if this wallet's books are under review */
    public void requireReleased(long walletId) {
        if (stopped.contains(walletId)) {
            throw new GatewayException(
                    ErrorCode.BALANCE_HELD,
                    "Your balance is held for review: our books of it do not prove. This call was not charged. "
                            + "We have been told; contact us with your request id.");
        }
    }

    void replace(Collection<Long> now) {
        stopped = Set.copyOf(now);
    }
}
