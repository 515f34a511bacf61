package io.tallyport.accounting;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Writes totals of all accounts up to an entry, so that reading one does not add up the whole ledger. */
@Stateless
public class Snapshots {

    @Inject
    private AccountingStore store;

    /** Where a snapshot could be made once every transaction open now has ended. */
    public AccountingStore.Mark mark() {
        return store.mark();
    }

    /**
     * @param upToSeq with no lower entry in an open transaction: it would be missing for good
     * @return false if there is one up to here already
     */
    public boolean write(long upToSeq) {
        store.lockSnapshots();
        return upToSeq > store.lastSnapshot() && store.writeSnapshot(upToSeq);
    }
}
