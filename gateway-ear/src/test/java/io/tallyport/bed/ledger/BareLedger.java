package io.tallyport.bed.ledger;

import io.tallyport.account.LegalCustomers;
import io.tallyport.bed.Bed;
import io.tallyport.bed.BedFolders;
import io.tallyport.database.Database;
import io.tallyport.database.TimeOrderedId;
import io.tallyport.ledger.Approval;
import io.tallyport.ledger.Ledger;
import io.tallyport.lot.CreditLedger;
import io.tallyport.lot.TopUp;
import io.tallyport.settlement.Settling;
import io.tallyport.workbench.launcher.postgres.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * The ledger over a real database without a server: the beans that run in it, the application's role, migrations as
 * released. No timer runs, so that a test knows everything that happens.
 */
public final class BareLedger {
    public static final Approval TWO_PEOPLE = new Approval("maker@x.example", "checker@x.example", "for a test");

    public final Database database;
    public final CreditLedger credits;
    private final Postgres postgres;
    private final Connections connections;
    private final Container container;

    private BareLedger(Postgres postgres) {
        this.postgres = postgres;
        connections = new Connections(postgres::connectAsApplication);
        container = new Container(connections);
        database = bean(Database.class);
        credits = bean(CreditLedger.class);
    }

    private static BareLedger fresh() {
        Postgres postgres = Postgres.in(BedFolders.fresh("ledger")).start();
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.ownerUser(), postgres.ownerPassword())
                .placeholders(Map.of("app_role", postgres.applicationUser()))
                .load()
                .migrate();
        return new BareLedger(postgres);
    }

    /** Beside the gateway of a bed, on the same books. */
    public static BareLedger beside(Bed bed) {
        return on(bed.testBed().postgres());
    }

    /** On the books of any database that is there. */
    public static BareLedger on(Postgres postgres) {
        return new BareLedger(postgres);
    }

    /** Another node on the same books: beans and connections of its own. */
    public BareLedger another() {
        return new BareLedger(postgres);
    }

    /** One for all tests; if it did not start, no other is tried. */
    public static BareLedger get() {
        return Shared.LEDGER;
    }

    private static final class Shared {
        static final BareLedger LEDGER = fresh();
    }

    public <T> T bean(Class<T> type) {
        return container.get(type);
    }

    public Connection asApplication() throws SQLException {
        return postgres.connectAsApplication();
    }

    public Connection asOwner() throws SQLException {
        return postgres.connectAsOwner();
    }

    /** As {@code kill -9} leaves it, and up again. */
    public void killDatabase() {
        postgres.kill();
        postgres.start();
        connections.forgetIdle();
    }

    /** A new organisation's, which may owe this much. */
    public long wallet(long debtCap) {
        long id =
                number("INSERT INTO organisation (name) VALUES (?) RETURNING id", "Organisation " + UUID.randomUUID());
        bean(Ledger.class).openWallet(id);
        agreeDebtCap(id, debtCap);
        return id;
    }

    /** What a customer may owe, by contract. */
    public void agreeDebtCap(long walletId, long nano) {
        database.update(
                "INSERT INTO contract (organisation_id, debt_cap_nano, actor, approver, reason) VALUES (?, ?, ?, ?, ?)",
                walletId,
                nano,
                TWO_PEOPLE.actor(),
                TWO_PEOPLE.approver(),
                TWO_PEOPLE.reason());
    }

    public long wallet() {
        return wallet(0);
    }

    /** A wallet of the same legal customer. */
    public long sister(long walletId) {
        long sister = wallet(0);
        bean(LegalCustomers.class).join(sister, walletId, TWO_PEOPLE);
        return sister;
    }

    /** Paid credits at 1 cent for {@code nano ÷ cents}, untaxed; the group's id. */
    public long topUp(long walletId, long nano, long bonus, long cents) {
        TopUp topUp = new TopUp(walletId, TopUp.Sale.untaxed("stripe", "USD", cents), nano, bonus, null);
        credits.topUp(topUp, key()).orThrow();
        return number("SELECT max(id) FROM lot_group WHERE wallet_id = ?", walletId);
    }

    public static String key() {
        return "test:" + UUID.randomUUID();
    }

    /** A lease without a node, as a batch has; null: the wallet has too little. */
    public @Nullable UUID lease(long walletId, long nano) {
        UUID id = UUID.randomUUID();
        int lent = database.update("""
                WITH lent AS (
                    UPDATE wallet SET leased = leased + ? WHERE id = ? AND posted_p + posted_b - leased - frozen >= ?
                    RETURNING id
                )
                INSERT INTO credit_lease (id, kind, wallet_id, granted) SELECT ?, 'BATCH', id, ? FROM lent
                """, nano, walletId, nano, id, nano);
        return lent == 1 ? id : null;
    }

    public void giveBackLease(UUID lease) {
        database.update("""
                WITH target AS (
                    SELECT w.id FROM wallet w JOIN credit_lease l ON l.wallet_id = w.id WHERE l.id = ? FOR UPDATE OF w
                ), closed AS (
                    UPDATE credit_lease SET state = 'RETURNED' FROM target WHERE credit_lease.id = ? AND state = 'OPEN'
                    RETURNING wallet_id, granted - consumed AS rest
                )
                UPDATE wallet SET leased = leased - rest FROM closed WHERE id = wallet_id
                """, lease, lease);
    }

    /** Settles one call that a lease pays for as far as it reaches, and gives the lease back. */
    public UUID settle(long walletId, String model, UUID lease, long hold, long debit) {
        UUID request = TimeOrderedId.next();
        settle(List.of(new Settling.Call(request, walletId, model, debit, lease, Math.min(hold, debit))));
        giveBackLease(lease);
        return request;
    }

    public void settle(List<Settling.Call> calls) {
        Settling.settle(bean(Settling.store()), bean(Settling.writer()), calls);
    }

    /** A call held and settled at this debit. */
    public UUID call(long walletId, long debit) {
        UUID lease = lease(walletId, debit);
        if (lease == null) {
            throw new IllegalStateException("the wallet has too little");
        }
        return settle(walletId, "model-a", lease, debit, debit);
    }

    public long number(String sql, @Nullable Object... values) {
        return database.first(sql, row -> row.getLong(1), values).orElseThrow();
    }

    public String text(String sql, @Nullable Object... values) {
        return database.first(sql, row -> row.getString(1), values).orElse("");
    }

    /** Class to class with unit and amount, line by line. */
    public List<String> entries(UUID transactionId) {
        return database.list("""
                SELECT t.kind || ' ' || d.class || ' -> ' || c.class || ' ' || e.amount || ' ' || e.unit
                FROM ledger_tx t JOIN ledger_entry e ON e.tx_id = t.id
                JOIN ledger_account d ON d.id = e.debit_account JOIN ledger_account c ON c.id = e.credit_account
                WHERE t.id = ? ORDER BY e.line
                """, row -> row.getString(1), transactionId);
    }

    public long balance(long walletId) {
        return number("SELECT posted_p + posted_b FROM wallet WHERE id = ?", walletId);
    }

    /** 2100 of a customer, credit +. */
    public long unused(long walletId) {
        return number("""
                SELECT coalesce(-sum(e.amount), 0) FROM ledger_account a JOIN account_entry e ON e.account_id = a.id
                WHERE a.class = '2100' AND a.wallet_id = ?
                """, walletId);
    }

    public void assertConsistent(long... wallets) {
        Breaches.assertNone(this, wallets);
    }
}
