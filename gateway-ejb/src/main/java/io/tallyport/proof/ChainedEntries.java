package io.tallyport.proof;

import io.tallyport.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A wallet's entries with their hashes, for statements that customers check by themselves: docs/ledger.md. */
@ApplicationScoped
public class ChainedEntries {
    private static final int PAGE = 2_000;

    @Inject
    private Database database;

    /**
     * An entry as its wallet's customer can check it.
     *
     * @param link its canonical form, JSON
     * @param hash hex of SHA-256 over the hash before and the link
     */
    public record ChainedEntry(long seq, String link, String hash) {}

    /** The wallet's entries of credits from one of them to another, both included, in their order. */
    public List<ChainedEntry> between(long walletId, long first, long last) {
        return database.inSession(session -> between(new ProofStore(session), walletId, first, last));
    }

    private static List<ChainedEntry> between(ProofStore store, long walletId, long first, long last) {
        Chain chain =
                store.lastCheckpoint(walletId, first - 1).map(Checkpoint::chain).orElse(Chain.beginning(walletId));
        List<ChainedEntry> entries = new ArrayList<>();
        while (chain.seq() < last) {
            List<ChainLink> links = store.links(walletId, chain.seq(), PAGE);
            for (ChainLink link : links) {
                chain = chain.next(link);
                if (link.shown() && link.seq() >= first && link.seq() <= last) {
                    entries.add(new ChainedEntry(
                            link.seq(), link.link(), HexFormat.of().formatHex(chain.hash())));
                }
            }
            if (links.size() < PAGE) {
                break;
            }
        }
        return entries;
    }
}
