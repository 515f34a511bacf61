package io.tallyport.failover;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Providers at the simulator with accounts of their own, and customers whose calls go to one of them alone. */
final class Pools {
    private static final String CREDENTIAL = "TALLYPORT_UPSTREAM_POOL_KEY_";

    private final Bed bed;
    private int accounts;

    Pools(Bed bed) {
        this.bed = bed;
    }

    /**
     * Accounts of one provider, in the order of their ids.
     *
     * @param asked how its customer speaks
     * @param customer that may use nothing else
     */
    record Pool(Asked asked, Customer customer, List<Account> accounts) {
        Account account(long id) {
            return accounts.stream().filter(each -> each.id() == id).findFirst().orElseThrow();
        }

        /** The one of two that is not this one. */
        Account other(Account account) {
            return accounts.get(accounts.getFirst().equals(account) ? 1 : 0);
        }
    }

    /** @param credential what it presents, under which the simulator tallies */
    record Account(long id, String credential) {}

    /** What a gateway is started with, so that so many accounts can be made while it runs. */
    static Map<String, String> credentials(int count) {
        Map<String, String> environment = new HashMap<>();
        IntStream.rangeClosed(1, count).forEach(number -> environment.put(CREDENTIAL + number, credential(number)));
        return environment;
    }

    private static String credential(int number) {
        return "pool-account-" + number;
    }

    Pool make(Asked asked, int size) {
        String name = "pool-" + (accounts + 1);
        long provider = bed.books()
                .number(
                        "INSERT INTO upstream_provider (name, protocol, base_url, serves, simulator, responses)"
                                + " VALUES (?, ?, ?, ARRAY[?], true, ?) RETURNING id",
                        name,
                        asked.protocol(),
                        bed.simulated().url() + (asked.protocol().equals("openai") ? "/v1" : ""),
                        asked.provider(),
                        asked == Asked.RESPONSES);
        List<Account> made = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            accounts++;
            long id = bed.books()
                    .number(
                            "INSERT INTO upstream_account (name, provider_id, credential) VALUES (?, ?, ?) RETURNING id",
                            name + "-" + i,
                            provider,
                            CREDENTIAL + accounts);
            made.add(new Account(id, credential(accounts)));
        }
        Customer customer = bed.customer();
        bed.books()
                .update(
                        "INSERT INTO organisation_routing (organisation_id, allowed_providers) VALUES (?, ARRAY[?])",
                        customer.walletId(),
                        name);
        return new Pool(asked, customer, List.copyOf(made));
    }

    /** Until every gateway knows this pool, and so all that were made before. */
    void awaitKnown(Pool pool) {
        Asked asked = pool.asked();
        List<Long> ids = pool.accounts().stream().map(Account::id).collect(Collectors.toList());
        bed.nodes()
                .forEach(node -> Await.until("the pool is known", Duration.ofSeconds(20), () -> {
                    Reply reply = asked.ask(bed, node, pool.customer(), asked.body(false, "Anyone?"))
                            .send();
                    return reply.status() == 200 && ids.contains(servedBy(reply));
                }));
    }

    /** The account whose answer counted. */
    long servedBy(Reply reply) {
        bed.books().awaitUsage(reply.callId());
        return bed.books().number("SELECT upstream_account_id FROM usage_event WHERE request_id = ?", reply.callId());
    }
}
