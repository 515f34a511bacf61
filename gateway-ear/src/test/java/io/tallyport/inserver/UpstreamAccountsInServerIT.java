package io.tallyport.inserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.alert.Alert;
import io.tallyport.alert.Alerts;
import io.tallyport.audit.Actor;
import io.tallyport.provisioning.AccountState;
import io.tallyport.provisioning.AccountWish;
import io.tallyport.provisioning.Accounts;
import io.tallyport.provisioning.ProviderState;
import io.tallyport.provisioning.Providers;
import io.tallyport.upstream.Quota;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node knows of its accounts, and what becomes of one that its provider refuses. */
@ExtendWith(ServerParts.class)
@ExtendWith(ArquillianExtension.class)
class UpstreamAccountsInServerIT {
    private static final Actor ACTOR = new Actor("test", "test");
    private static final String SECRET = "sk-in-server-0123456789";

    @Inject
    private UpstreamAccounts accounts;

    @Inject
    private Providers providers;

    @Inject
    private Accounts provisioning;

    @Inject
    private Alerts alerts;

    private AccountState made;

    @Deployment
    static EnterpriseArchive gateway() {
        return ServerParts.gatewayWith(UpstreamAccountsInServerIT.class);
    }

    @BeforeEach
    void makeAnAccount() {
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        providers.put(
                new ProviderState(
                        name,
                        "openai",
                        "http://127.0.0.1:9/v1",
                        List.of("mistral"),
                        false,
                        false,
                        false,
                        "drain",
                        true,
                        false),
                ACTOR);
        made = provisioning.create(name, name, new AccountWish("fast", "eu", 7, new Quota(1, 2L, 3)), SECRET, ACTOR);
        accounts.load();
    }

    @Test
    void whatWasSealedIsOpenedForCallsAndNothingIsReadForNothing() {
        long version = accounts.version();
        UpstreamAccount account = accounts.find(made.id()).orElseThrow();
        assertEquals(SECRET, accounts.secret(account));
        assertEquals(new Quota(1, 2L, 3), account.quota());
        assertEquals("fast eu 7", account.group() + " " + account.region() + " " + account.weight());
        accounts.load();
        assertEquals(version, accounts.version());

        provisioning.setSecret(made.id(), SECRET + "x", ACTOR);
        accounts.load();
        assertTrue(accounts.version() > version);
        assertEquals(SECRET + "x", accounts.secret(account));

        provisioning.delete(made.id(), ACTOR);
        accounts.load();
        assertThrows(IllegalStateException.class, () -> accounts.secret(account));
    }

    @Test
    void anAccountThatItsProviderRefusesIsTakenOutOnceWithOneAlert() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            accounts.takeOut(made.id(), "its provider answered 401");
        }
        for (int i = 0; i < 100 && accounts.find(made.id()).isPresent(); i++) {
            Thread.sleep(50);
        }
        accounts.takeOut(made.id(), "its provider answered 401");
        Thread.sleep(200);

        assertTrue(accounts.find(made.id()).isEmpty());
        assertEquals(
                "its provider answered 401", provisioning.require(made.id()).takenOutReason());
        List<Alert> raised = alerts.open().stream()
                .filter(alert -> alert.subject().contains(made.name()))
                .toList();
        assertEquals(1, raised.size());
        assertEquals(1, raised.getFirst().times());
        assertEquals("upstream-account-refused", raised.getFirst().code());

        provisioning.putBack(made.id(), ACTOR);
        accounts.load();
        assertTrue(accounts.find(made.id()).isPresent());
    }
}
