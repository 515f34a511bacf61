package io.tallyport.account;

import io.tallyport.database.DatabaseException;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.ledger.Approval;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Which organisations are one legal customer, between whose wallets credits may move; two people say so. */
@Stateless
public class LegalCustomers {
    @Inject
    private OrganisationStore store;

    /**
     * Makes an organisation part of a legal customer, which is an organisation too and part of no other.
     *
     * @throws GatewayException 404 for an organisation that does not exist; 422 if one person plays both parts or gives no
     *     reason, or if either has a part in another legal customer
     */
    public void join(long organisationId, long legalCustomerId, Approval approval) {
        approval.requireTwoPeople();
        if (store.find(organisationId).isEmpty() || store.find(legalCustomerId).isEmpty()) {
            throw new GatewayException(ErrorCode.NOT_FOUND, "There is no such organisation.");
        }
        try {
            store.changeLegalCustomer(organisationId, legalCustomerId, approval);
        } catch (DatabaseException e) {
            if (!e.isRefusedByCheck()) {
                throw e;
            }
            throw new GatewayException(
                    ErrorCode.UNPROCESSABLE,
                    "A legal customer is an organisation that belongs to no other, and to none of its own parts.");
        }
    }

    /** Makes an organisation a customer of its own again; does nothing if it is one. */
    public void leave(long organisationId, Approval approval) {
        approval.requireTwoPeople();
        store.changeLegalCustomer(organisationId, null, approval);
    }
}
