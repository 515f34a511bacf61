package io.tallyport.workbench.bench.inserver;

import io.tallyport.account.Organisations;
import io.tallyport.database.Database;
import io.tallyport.document.Cause;
import io.tallyport.document.DocumentType;
import io.tallyport.document.Draft;
import io.tallyport.document.Numbering;
import io.tallyport.document.Party;
import io.tallyport.document.ReceiptContent;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Documents get their numbers from one series, every tenth after a try that was rolled back. Parameters: {@code documents} and
 * {@code atOnce}. Answers one line: issued, rolled back, elapsed ns, p50 and p99 of an issue in ns.
 */
@WebServlet("/bench/number")
public class NumberLoad extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int ROLLED_BACK = 10;
    /** A statement may not take long. */
    private static final int ORDERS_AT_ONCE = 500;

    private static final Party PARTY =
            new Party("a name", "a street", "10115", "Berlin", null, "DE", null, null, null, null);
    private static final AtomicInteger SELLERS = new AtomicInteger();

    @Inject
    private transient Numbering numbering;

    @Inject
    private transient Organisations organisations;

    @Inject
    private transient Database database;

    @Resource
    private transient ManagedExecutorService executor;

    @Resource
    private transient UserTransaction transaction;

    private record Sale(long organisation, long seller, String sellerCode, List<Long> orders) {}

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        int atOnce = Integer.parseInt(request.getParameter("atOnce"));
        Sale sale = sale(Integer.parseInt(request.getParameter("documents")));
        AtomicInteger next = new AtomicInteger();
        AtomicLong rolledBack = new AtomicLong();
        Latencies latencies = new Latencies();
        long began = System.nanoTime();
        List<Future<?>> threads = new ArrayList<>();
        for (int thread = 0; thread < atOnce; thread++) {
            threads.add(executor.submit(() -> {
                for (int i = next.getAndIncrement(); i < sale.orders().size(); i = next.getAndIncrement()) {
                    Draft draft = draft(sale, sale.orders().get(i));
                    if (i % ROLLED_BACK == 0) {
                        transaction.begin();
                        numbering.issue(draft);
                        transaction.rollback();
                        rolledBack.incrementAndGet();
                    }
                    long start = System.nanoTime();
                    numbering.issue(draft);
                    latencies.add(System.nanoTime() - start);
                }
                return null;
            }));
        }
        for (Future<?> thread : threads) {
            try {
                thread.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new ServletException(e);
            }
        }
        response.setContentType("text/plain");
        response.getWriter()
                .println(sale.orders().size() + " " + rolledBack + " " + (System.nanoTime() - began) + " "
                        + latencies.quantile(500) + " " + latencies.quantile(990));
    }

    private Sale sale(int documents) {
        String code = "B" + SELLERS.incrementAndGet();
        long organisation = organisations.ensure("Bench of numbers");
        long seller = number("""
                INSERT INTO seller (code, name, street, postcode, city, country, time_zone)
                VALUES (?, 'a seller', 'a street', '10115', 'Berlin', 'DE', 'Europe/Berlin') RETURNING id
                """, code);
        long sold = number("""
                INSERT INTO credit_package (seller_id, name, currency, net_minor, credits_nano, actor)
                VALUES (?, 'a package', 'EUR', 1, 1, 'bench') RETURNING id
                """, seller);
        List<Long> orders = new ArrayList<>();
        while (orders.size() < documents) {
            orders.addAll(orders(organisation, seller, sold, Math.min(documents - orders.size(), ORDERS_AT_ONCE)));
        }
        return new Sale(organisation, seller, code, orders);
    }

    private List<Long> orders(long organisation, long seller, long sold, int size) {
        return database.list("""
                INSERT INTO payment_order (organisation_id, seller_id, package_id, method, currency, net_minor, credits_nano, actor)
                SELECT ?, ?, ?, 'CHECKOUT', 'EUR', 1, 1, 'bench' FROM generate_series(1, ?) RETURNING id
                """, row -> row.getLong(1), organisation, seller, sold, size);
    }

    private long number(String sql, Object... values) {
        return database.first(sql, row -> row.getLong(1), values).orElseThrow();
    }

    private static Draft draft(Sale sale, long order) {
        LocalDate day = LocalDate.of(2026, 1, 1);
        ReceiptContent content = new ReceiptContent(
                "DRAFT",
                day,
                "en",
                PARTY,
                PARTY,
                "TP-1",
                "order " + order,
                null,
                "Card",
                "VISA **** 4242",
                "pay_1",
                day,
                "EUR",
                2,
                119,
                1,
                0,
                1);
        Cause cause = Cause.ofOrder(DocumentType.RECEIPT, sale.organisation(), order);
        return new Draft(cause, sale.seller(), sale.sellerCode(), "Europe/Berlin", null, null, null, content);
    }
}
