package io.tallyport.inserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tallyport.database.Database;
import io.tallyport.database.DatabaseClock;
import io.tallyport.database.DatabaseException;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.tier.Contract;
import io.tallyport.tier.ContractTerms;
import io.tallyport.tier.Contracts;
import io.tallyport.tier.Contracts.Approval;
import io.tallyport.tier.Contracts.Term;
import io.tallyport.tier.Standing;
import io.tallyport.tier.Tiers;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tiers and contracts as other capabilities call them; another node is played by statements of its kind. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class TiersInServerIT {
    private static final long CREDIT = 1_000_000_000;
    private static final Duration STALENESS = Duration.ofSeconds(2);
    private static final Approval TWO_PEOPLE = new Approval("maker@x.example", "checker@x.example", "for a test");
    private static final ContractTerms TERMS = new ContractTerms("Acme 2027", 450_000, 5_000, 64, 16, 0);

    @Inject
    private Tiers tiers;

    @Inject
    private Contracts contracts;

    @Inject
    private Wallets wallets;

    @Inject
    private Database database;

    @Inject
    private DatabaseClock clock;

    private long wallet;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(TiersInServerIT.class);
    }

    @BeforeEach
    void openWallet() {
        wallet = wallets.open();
    }

    @Test
    @DisplayName("L42 in SQL: the running hour and the 720 before it, whatever the session's time zone")
    void theHoursOfTheWindowAreRead() {
        long before = hour();
        spendHoursAgo(wallet, 0, 1);
        spendHoursAgo(wallet, 1, 10);
        spendHoursAgo(wallet, 720, 100);
        spendHoursAgo(wallet, 721, 1_000);
        long spend = tiers.standing(wallet).windowSpendNano();

        assumeTrue(hour() == before, "the hour turned meanwhile");
        assertEquals(111, spend);
    }

    @Test
    @DisplayName("L42 in SQL: an hour that begins at half past in UTC is refused")
    void anHourThatIsNoneInUtcIsRefused() {
        assertThrows(
                DatabaseException.class,
                () -> database.update("INSERT INTO spend_bucket VALUES (?, '2026-07-01 00:30:00+00', 1)", wallet));
    }

    @Test
    @DisplayName("L40: the database's time is told without asking")
    void theClockIsTheDatabases() {
        long from = databaseMicros();
        long told = clock.nowMicros();
        long to = databaseMicros();

        assertTrue(told > from - 5_000 && told < to + 5_000, () -> from + " " + told + " " + to);
    }

    @Test
    @DisplayName("another node's commit is known within two seconds")
    void anotherNodesCommitIsHeard() {
        assertEquals("Starter", tiers.standing(wallet).name());
        commitElsewhere(500 * CREDIT);
        announce("another-node hour " + wallet);

        within(STALENESS, () -> tiers.standing(wallet).name().equals("Growth"));
    }

    @Test
    @DisplayName("another node's reversal lowers the hour of the debit")
    void anotherNodesReversalIsHeard() {
        spendHoursAgo(wallet, 300, 500 * CREDIT);
        assertEquals("Growth", tiers.standing(wallet).name());
        reverseElsewhere(1);
        announce("another-node all " + wallet);

        within(STALENESS, () -> tiers.standing(wallet).name().equals("Starter"));
    }

    @Test
    @DisplayName("what is committed while the listening connection is lost is known within two seconds")
    void aLostConnectionIsMadeUpFor() {
        assertEquals("Starter", tiers.standing(wallet).name());
        database.list("""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE usename = current_user AND pid <> pg_backend_pid()
                """, row -> true);
        commitElsewhere(1_000 * CREDIT);

        within(STALENESS, () -> tiers.standing(wallet).name().equals("Scale"));
    }

    @Test
    void aContractIsInForceOnEveryNodeAndEndsByItself() {
        assertEquals("Starter", tiers.standing(wallet).name());
        Instant ends = clock.now().plusMillis(2_500);
        contracts.agree(wallet, TERMS, new Term(null, ends), TWO_PEOPLE);

        within(STALENESS, () -> tiers.standing(wallet).contract());
        Standing standing = tiers.standing(wallet);
        assertEquals("Acme 2027", standing.name());
        assertEquals(450_000, standing.multiplierPpm());
        assertEquals(5_000, standing.requestsPerMinute());
        assertEquals(64, standing.concurrencyCap());
        assertEquals(16, standing.reservedConcurrency());
        within(Duration.ofSeconds(3), () -> !tiers.standing(wallet).contract());
        assertFalse(clock.now().isBefore(ends.minusMillis(5)));
        assertEquals("Starter", tiers.standing(wallet).name());
    }

    @Test
    @DisplayName("two contracts of one organisation never overlap")
    void anOverlapIsRefusedInWords() {
        contracts.agree(wallet, TERMS, Term.FROM_NOW_ON, TWO_PEOPLE);
        Term tomorrow = new Term(clock.now().plus(Duration.ofDays(1)), null);
        GatewayException refusal =
                assertThrows(GatewayException.class, () -> contracts.agree(wallet, TERMS, tomorrow, TWO_PEOPLE));

        assertEquals(ErrorCode.UNPROCESSABLE, refusal.code());
        assertTrue(refusal.message().contains("End it first"));
        Contract running = contracts.of(wallet).getFirst();
        assertTrue(contracts.end(running.id(), TWO_PEOPLE));
        assertFalse(contracts.end(running.id(), TWO_PEOPLE));
        contracts.agree(wallet, TERMS, tomorrow, TWO_PEOPLE);
        assertEquals(2, contracts.of(wallet).size());
    }

    @Test
    @DisplayName("one person alone agrees nothing, by Java or by SQL")
    void aContractTakesTwoPeople() {
        assertThrows(GatewayException.class, () -> new Approval("a@x.example", "a@x.example", "alone"));
        assertThrows(
                DatabaseException.class,
                () -> database.update(
                        "INSERT INTO contract (organisation_id, actor, approver, reason) VALUES (?, 'a', 'a', 'alone')",
                        wallet));
    }

    @Test
    void termsThatMakeNoSenseAreRefusedInWords() {
        ContractTerms free = new ContractTerms("Free", 0, null, null, null, 0);

        assertEquals(
                ErrorCode.UNPROCESSABLE,
                assertThrows(GatewayException.class, () -> contracts.agree(wallet, free, Term.FROM_NOW_ON, TWO_PEOPLE))
                        .code());
    }

    @Test
    void agreeingTheSameTermsAgainChangesNothingAndOthersReplaceThem() {
        contracts.ensure(wallet, TERMS, TWO_PEOPLE);
        contracts.ensure(wallet, TERMS, TWO_PEOPLE);
        assertEquals(1, contracts.of(wallet).size());

        ContractTerms better = new ContractTerms("Acme 2028", 400_000, null, null, null, 0);
        contracts.ensure(wallet, better, TWO_PEOPLE);
        assertEquals(
                List.of(better, TERMS),
                contracts.of(wallet).stream().map(Contract::terms).toList());
    }

    @Test
    @DisplayName("asking for a standing takes well under a microsecond")
    void aStandingIsCheap() {
        tiers.standing(wallet);
        long best = Long.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < 20; round++) {
            long began = System.nanoTime();
            for (int i = 0; i < 200_000; i++) {
                sum += tiers.standing(wallet).multiplierPpm();
            }
            best = Math.min(best, (System.nanoTime() - began) / 200_000);
        }
        System.out.println("[measure] Tiers.standing " + best + " ns (" + sum + ")");
        assertTrue(best < 1_000, "ns per call: " + best);
    }

    private void commitElsewhere(long spend) {
        database.update("""
                WITH w AS (UPDATE wallet SET version = version + 1 WHERE id = ? RETURNING id)
                INSERT INTO spend_bucket SELECT id, date_trunc('hour', clock_timestamp(), 'UTC'), ? FROM w
                """, wallet, spend);
    }

    private void reverseElsewhere(long spend) {
        database.update("""
                WITH w AS (UPDATE wallet SET version = version + 1 WHERE id = ? RETURNING id)
                UPDATE spend_bucket SET debit_nano = debit_nano - ? FROM w WHERE wallet_id = w.id
                """, wallet, spend);
    }

    private void spendHoursAgo(long id, int hours, long spend) {
        database.update("""
                INSERT INTO spend_bucket
                VALUES (?, date_trunc('hour', clock_timestamp(), 'UTC') - ? * interval '1 hour', ?)
                """, id, hours, spend);
    }

    private void announce(String payload) {
        database.list("SELECT pg_notify('tallyport_terms', ?)", row -> true, payload);
    }

    private long databaseMicros() {
        return database.first("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint", row -> row.getLong(1))
                .orElseThrow();
    }

    private long hour() {
        return databaseMicros() / 3_600_000_000L;
    }

    private static void within(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + patience);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
