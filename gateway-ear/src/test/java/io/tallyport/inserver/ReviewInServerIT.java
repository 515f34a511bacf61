package io.tallyport.inserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tallyport.credit.HoldAnswer;
import io.tallyport.database.Database;
import io.tallyport.error.GatewayException;
import io.tallyport.proof.Breach;
import io.tallyport.proof.ChainedEntries;
import io.tallyport.proof.ChainedEntries.ChainedEntry;
import io.tallyport.proof.Invariant;
import io.tallyport.proof.Invariant.Severity;
import io.tallyport.review.Review;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stopped wallet is released by two people; its entries are chained (L53, L80). */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class ReviewInServerIT {
    private static final long GRANT = 1_000_000;
    private static final Invariant BREAKS =
            new Invariant("breaks", false, Severity.STOP, "wallets", "SELECT wallet_id, 'always' AS breach FROM scope");

    @Inject
    private Review review;

    @Inject
    private ChainedEntries chained;

    @Inject
    private Wallets wallets;

    @Inject
    private Database database;

    private long wallet;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(ReviewInServerIT.class);
    }

    @BeforeEach
    void openWallet() {
        wallet = wallets.open();
        wallets.grant(wallet, GRANT);
    }

    @Test
    void aStoppedWalletLendsNothing() throws Exception {
        review.stop(wallet, new Breach(BREAKS, wallet, "always"));

        assertEquals("STOPPED", status());
        assertInstanceOf(HoldAnswer.Shortage.class, wallets.ask(wallet, 1_000));
    }

    @Test
    @DisplayName("L53, L80: a stopped wallet is released by two people only")
    void itIsReleasedByTwoPeopleOnly() {
        review.stop(wallet, new Breach(BREAKS, wallet, "always"));
        assertThrows(GatewayException.class, () -> review.release(wallet, "checker@x.example"));
        assertThrows(GatewayException.class, () -> review.askForRelease(wallet, "maker@x.example", " "));
        review.askForRelease(wallet, "maker@x.example", "it was a test");
        assertThrows(GatewayException.class, () -> review.release(wallet, "maker@x.example"));
        assertEquals("STOPPED", status());

        review.release(wallet, "checker@x.example");
        assertEquals("ACTIVE", status());
        assertThrows(GatewayException.class, () -> review.askForRelease(wallet, "maker@x.example", "again"));
    }

    @Test
    void theEntriesOfAStatementCanBeChainedByTheirReader() throws Exception {
        for (int i = 0; i < 5; i++) {
            wallets.grant(wallet, GRANT);
        }
        List<ChainedEntry> all = chained.between(wallet, 1, Long.MAX_VALUE);
        assertEquals(6, all.size());
        byte[] hash = sha256(("tallyport wallet " + wallet).getBytes(StandardCharsets.UTF_8));
        for (ChainedEntry entry : all) {
            hash = sha256(hash, entry.link().getBytes(StandardCharsets.UTF_8));
            assertEquals(HexFormat.of().formatHex(hash), entry.hash());
        }
        assertEquals(
                all.subList(3, 5),
                chained.between(wallet, all.get(3).seq(), all.get(4).seq()));
    }

    private static byte[] sha256(byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private String status() {
        return database.first("SELECT status FROM wallet WHERE id = ?", row -> row.getString(1), wallet)
                .orElseThrow();
    }
}
