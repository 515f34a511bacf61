package io.tallyport.inserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tallyport.alert.Alert;
import io.tallyport.alert.Alerts;
import io.tallyport.audit.Actor;
import io.tallyport.chat.Protocol;
import io.tallyport.provisioning.AccountState;
import io.tallyport.provisioning.AccountWish;
import io.tallyport.provisioning.Accounts;
import io.tallyport.provisioning.ProviderState;
import io.tallyport.provisioning.Providers;
import io.tallyport.upstream.Disconnect;
import io.tallyport.upstream.Quota;
import io.tallyport.upstream.SetupAccount;
import io.tallyport.upstream.SetupAccounts;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamAccounts;
import io.tallyport.upstream.UpstreamProvider;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;
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
    private SetupAccounts setup;

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
        assertEquals(SECRET, accounts.secret(account).orElseThrow());
        assertEquals(new Quota(1, 2L, 3), account.quota());
        assertEquals("fast eu 7", account.group() + " " + account.region() + " " + account.weight());
        accounts.load();
        assertEquals(version, accounts.version());

        provisioning.setSecret(made.id(), SECRET + "x", ACTOR);
        accounts.load();
        assertTrue(accounts.version() > version);
        assertEquals(SECRET + "x", accounts.secret(account).orElseThrow());

        provisioning.delete(made.id(), ACTOR);
        accounts.load();
        assertTrue(accounts.secret(account).isEmpty());
    }

    @Test
    void whatTheSetupFileStatesHoldsAgainAndTheRestIsTheOperators() {
        AccountState filed = file(null);
        assertTrue(filed.fromSetupFile() && filed.enabled());
        assertEquals(100, filed.weight());

        provisioning.update(filed.id(), new AccountWish("slow", null, 7, Quota.NONE), ACTOR);
        provisioning.setEnabled(filed.id(), false, ACTOR);
        AccountState again = file(null);
        assertEquals("slow 7 false", again.group() + " " + again.weight() + " " + again.enabled());
        assertEquals(9, file(9).weight());

        provisioning.setEnabled(filed.id(), true, ACTOR);
        setup.replaceAll(Map.of());
        AccountState dropped = provisioning.require(filed.id());
        assertFalse(dropped.enabled() || dropped.fromSetupFile());
        assertTrue(provisioning.require(made.id()).enabled());
        assertTrue(file(null).enabled());
        setup.replaceAll(Map.of());
    }

    private AccountState file(@Nullable Integer weight) {
        String name = made.name() + "-file";
        setup.replaceAll(Map.of(
                new UpstreamProvider(
                        0,
                        name,
                        Protocol.OPENAI,
                        URI.create("http://127.0.0.1:9"),
                        Set.of("mistral"),
                        false,
                        false,
                        false,
                        Disconnect.DRAIN),
                List.of(new SetupAccount(name, "tallyport.key.pepper", null, null, weight, Quota.NONE))));
        return provisioning.all().stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow();
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
