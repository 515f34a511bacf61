package io.tallyport.accounting;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import io.tallyport.revenue.Horizon;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;

/** Closes the books up to a time, by two people; the database refuses any posting dated before it. */
@Stateless
public class PeriodClose {

    @Inject
    private AccountingStore store;

    @Inject
    private Horizon horizon;

    /**
     * @param before of the database's clock
     * @throws GatewayException 422 if one person plays both parts, the time is not past or was closed before
     */
    public void close(Instant before, Approval approval) {
        approval.requireTwoPeople();
        if (before.isAfter(horizon.now().toInstant())) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The books can be closed up to a time before which nothing is still being posted; try a little later.");
        }
        if (!store.close(before, approval)) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "The books are closed up to that time or later.");
        }
    }
}
