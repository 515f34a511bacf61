package io.tallyport.review;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.proof.Breach;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;

/** Stops wallets whose books do not prove, and releases them when two people say so. */
@Stateless
public class Review {

    @Inject
    private ReviewStore store;

    /** Its calls are refused from now on, on every node within a second or two. */
    public void stop(long walletId, Breach breach) {
        store.lockWallet(walletId);
        store.open(walletId, breach.toString());
    }

    /** Wallets held now, the first stopped first. */
    public List<OpenReview> open() {
        return store.open();
    }

    /** The first person's part. */
    public void askForRelease(long walletId, String actor, String reason) {
        if (reason.isBlank()) {
            throw new GatewayException(ErrorCode.UNPROCESSABLE, "A release needs a reason.");
        }
        if (!store.ask(walletId, actor, reason)) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "This wallet is not held for review.");
        }
    }

    /**
     * The second person's part: the wallet pays for calls again. What is still wrong stops it at the next check.
     *
     * @throws GatewayException 422 if nobody asked, or the same person did
     */
    public void release(long walletId, String approver) {
        String actor = store.asker(walletId)
                .orElseThrow(() ->
                        new GatewayException(ErrorCode.UNPROCESSABLE, "Nobody has asked for this wallet's release."));
        if (actor.equals(approver)) {
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE, "A release needs two people: another one must grant it.");
        }
        store.lockWallet(walletId);
        store.lift(walletId, approver);
    }
}
