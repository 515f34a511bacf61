package io.tallyport.bed;

import io.tallyport.bed.books.Books;
import io.tallyport.workbench.launcher.setup.Setup;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;

/**
 * Makes organisations by SQL, each with a key, limits no test reaches and the balance a test asks for: a gateway takes
 * them up without a restart.
 */
final class Customers {
    /** The gateway's, so that keys can be made here. */
    static final String PEPPER = "pepper-of-the-tests-0123456789abcdef";

    private static final int UNREACHED = 1_000_000_000;
    private static final int CHEAPEST_BCRYPT = 4;
    private static final int MAC_BYTES = 8;
    private static final String ORGANISATION = "INSERT INTO organisation (name) VALUES (?) RETURNING id";
    private static final String CONTRACT = """
            INSERT INTO contract (organisation_id, name, multiplier_ppm, requests_per_minute, concurrency_cap,
                actor, approver, reason)
            VALUES (?, 'Test', 1000000, ?, ?, 'maker@test.example', 'checker@test.example', 'for a test')
            """;
    private static final String WALLET = """
            WITH a AS (
                INSERT INTO ledger_account (class, wallet_id) VALUES ('W.P', ?), ('W.B', ?), ('DEBT', ?)
                RETURNING id, class
            )
            INSERT INTO wallet (id, paid_account, bonus_account, debt_account)
            SELECT ?, p.id, b.id, d.id FROM a p, a b, a d WHERE p.class = 'W.P' AND b.class = 'W.B' AND d.class = 'DEBT'
            """;
    private static final String KEY = """
            INSERT INTO api_key (public_id, kind, organisation_id, name, secret_mac, secret_hash, created_by)
            VALUES (?, ?, ?, 'test', ?, ?, 'test')
            """;

    private final Books books;

    Customers(Books books) {
        this.books = books;
    }

    /** With no limit of requests that a test reaches, at Starter's price. */
    Customer next(String credits) {
        return next(credits, UNREACHED, null);
    }

    Customer next(String credits, int requestsPerMinute, @Nullable Integer callsAtOnce) {
        Customer customer = onTiers(credits);
        books.update(CONTRACT, customer.walletId(), requestsPerMinute, callsAtOnce);
        return customer;
    }

    /** With no more calls at once than agreed. */
    Customer capped(String credits, int callsAtOnce) {
        return next(credits, UNREACHED, callsAtOnce);
    }

    /** As the published tiers have it. */
    Customer onTiers(String credits) {
        String name = "Customer " + UUID.randomUUID();
        long id = books.number(ORGANISATION, name);
        books.update(WALLET, id, id, id, id);
        Customer customer = new Customer(name, Setup.newKey(), id);
        add(id, customer.key());
        long nano = new BigDecimal(credits).movePointRight(9).longValueExact();
        if (nano > 0) {
            books.grant(id, nano);
        }
        return customer;
    }

    /** One more key of a customer, of the kind that its prefix tells. */
    void add(long organisationId, String key) {
        String kind = key.startsWith("mk-") ? "MANAGEMENT" : "CALLS";
        String publicId = key.substring("sk-tp-".length(), "sk-tp-".length() + 12);
        books.update(KEY, publicId, kind, organisationId, mac(key), bcrypt(key));
    }

    private static byte[] mac(String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(PEPPER.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(key.getBytes(StandardCharsets.US_ASCII)), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String bcrypt(String key) {
        return OpenBSDBCrypt.generate(key.toCharArray(), new byte[16], CHEAPEST_BCRYPT);
    }
}
