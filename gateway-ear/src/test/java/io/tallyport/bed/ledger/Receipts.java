package io.tallyport.bed.ledger;

import io.tallyport.document.Cause;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Draft;
import io.tallyport.document.Party;
import io.tallyport.document.ReceiptContent;
import java.time.LocalDate;
import java.util.List;

/** A new seller's receipts, for orders of a new organisation: what gives numbers asks for no more than that. */
public final class Receipts {
    private static final Party PARTY =
            new Party("a seller", "a street", "10115", "Berlin", null, "DE", null, null, null, null);

    public final long organisation;
    public final long sellerId;
    public final String code;
    private final BareLedger ledger;
    private final long bought;

    /** @param code of a seller that is not there yet */
    public Receipts(BareLedger ledger, String code) {
        this.ledger = ledger;
        this.code = code;
        organisation = ledger.wallet();
        sellerId = ledger.number("""
                INSERT INTO seller (code, name, street, postcode, city, country, time_zone)
                VALUES (?, 'a seller', 'a street', '10115', 'Berlin', 'DE', 'Europe/Berlin') RETURNING id
                """, code);
        bought = ledger.number("""
                INSERT INTO credit_package (seller_id, name, currency, net_minor, credits_nano, actor)
                VALUES (?, 'a package', 'EUR', 1, 1, 'finance') RETURNING id
                """, sellerId);
    }

    private Receipts(BareLedger ledger, Receipts same) {
        this.ledger = ledger;
        organisation = same.organisation;
        sellerId = same.sellerId;
        code = same.code;
        bought = same.bought;
    }

    /** The same seller's, on a copy of the books. */
    public Receipts on(BareLedger copy) {
        return new Receipts(copy, this);
    }

    public long order() {
        return orders(1).getFirst();
    }

    public List<Long> orders(int size) {
        return ledger.database.list("""
                INSERT INTO payment_order (organisation_id, seller_id, package_id, method, currency, net_minor, credits_nano, actor)
                SELECT ?, ?, ?, 'CHECKOUT', 'EUR', 1, 1, 'a buyer' FROM generate_series(1, ?) RETURNING id
                """, row -> row.getLong(1), organisation, sellerId, bought, size);
    }

    /** Of a new order. */
    public Draft draft() {
        return draft(order());
    }

    public Draft draft(long order) {
        return draft(order, "Europe/Berlin");
    }

    public Draft draft(long order, String zone) {
        return new Draft(
                Cause.ofOrder(DocumentType.RECEIPT, organisation, order),
                sellerId,
                code,
                zone,
                null,
                null,
                null,
                content(order));
    }

    public static ReceiptContent content(long order) {
        return new ReceiptContent(
                "DRAFT",
                LocalDate.of(2026, 1, 1),
                "en",
                PARTY,
                PARTY,
                "TP-2026-000001",
                "order " + order,
                null,
                "Card",
                "VISA **** 4242",
                "pay_1",
                LocalDate.of(2026, 1, 1),
                "EUR",
                2,
                1_19,
                1,
                0,
                1);
    }
}
