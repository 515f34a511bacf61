package io.tallyport.ledger;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Wallets and the transactions on them that are not calls. */
@Stateless
public class Ledger {

    @Inject
    private LedgerStore store;

    /** Opens the wallet of a new organisation, with its accounts; does nothing if it is open. */
    public void openWallet(long organisationId) {
        store.openWallet(organisationId);
    }

    /**
     * A manual adjustment upwards, in bonus credits (money.md P12). Sent twice under one key it is posted once.
     *
     * @param nanoCredits more than 0
     * @throws GatewayException 422 if one person plays both parts, or the key came before with another content
     */
    public void adjustUp(long walletId, long nanoCredits, String idempotencyKey, Approval approval) {
        if (approval.actor().equals(approval.approver())) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "An adjustment needs two people: actor and approver.");
        }
        if (nanoCredits <= 0) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "An adjustment upwards needs an amount above 0.");
        }
        byte[] hash = RequestHash.of(walletId, nanoCredits, approval);
        if (!store.insertAdjustment(walletId, nanoCredits, idempotencyKey, approval, hash)
                && !store.isSameRequest(idempotencyKey, hash)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "The idempotency key " + idempotencyKey + " came before with other content.");
        }
    }

    public Optional<Balance> balance(long organisationId) {
        return store.balance(organisationId);
    }

    /** The transaction of a call and those that reverse it, each with its entries. */
    public List<PostedEntry> entriesOf(UUID requestId) {
        return store.entriesOf(requestId);
    }
}
