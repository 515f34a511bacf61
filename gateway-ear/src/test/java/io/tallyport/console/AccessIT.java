package io.tallyport.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Reply;
import io.tallyport.workbench.launcher.TestBed;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may call is decided on the console's pages, and calls meet it within five seconds. */
@ExtendWith(BooksCheck.class)
class AccessIT {
    private static final String CALL =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();
    private final Person person = CHROMIUM.person().signIn(TestBed.MAKER);

    @AfterEach
    void close() {
        person.close();
    }

    @Test
    void anOrganisationIsStoppedAndLetInAgainAndSuspendedWithNotice() {
        assertThat(call().status()).isEqualTo(200);
        turnAway("leaked key", "Emergency stop");
        assertThat(person.text("leaked key")).isVisible();
        Await.until("the stop", FIVE_SECONDS, () -> call().status() == 403);
        assertThat(call().text()).contains("leaked key");
        person.shoot("stopped");

        turnAway("key replaced", "Let in again");
        Await.until("the way back", FIVE_SECONDS, () -> call().status() == 200);

        turnAway("invoice 7 is unpaid", "Suspend", "2099-01-31");
        assertThat(person.text("invoice 7 is unpaid")).isVisible();
        Await.until("the notice", FIVE_SECONDS, () -> call().header("tallyport-notice")
                .equals("suspension at 2099-01-31T00:00:00Z: invoice 7 is unpaid"));
        assertThat(call().status()).isEqualTo(200);
    }

    private void turnAway(String reason, String how) {
        turnAway(reason, how, "");
    }

    private void turnAway(String reason, String how, String from) {
        openOrganisation();
        person.button("Access…").click();
        person.field("Reason, which its callers read").fill(reason);
        person.field("Suspend from (UTC)").fill(from);
        person.button(how).click();
        assertThat(person.button(how)).isHidden();
    }

    @Test
    void aKeyIsRestrictedToModelsAndABadRangeIsRefusedInWords() {
        openOrganisation();
        person.button("Limits of test").click();
        person.field("IP addresses and ranges it may be used from").fill("300.1.1.1");
        person.button("Save").click();
        assertThat(person.text("is not an IP address or range")).isVisible();
        person.field("IP addresses and ranges it may be used from").fill("");
        person.field("Models, separated by commas").fill("gpt-4o");
        person.shoot("limits");
        person.button("Save").click();
        assertThat(person.text("gpt-4o")).isVisible();

        Await.until("the key's models", FIVE_SECONDS, () -> call().status() == 403);
        assertThat(call().json().at("/error/code").asText()).isEqualTo("model_not_allowed");
    }

    @Test
    @DisplayName("L53, L80: two people release a wallet that was stopped")
    void aStoppedWalletIsReleasedByTwoPeople() {
        String of = customer.name();
        assertThat(call().status()).isEqualTo(200);
        breakBy(1);
        Await.until("the wallet is stopped", Duration.ofSeconds(30), () -> call().status() == 403);
        breakBy(-1);

        person.open("alerts.xhtml");
        person.shoot("alerts");
        assertThat(person.page.locator("[id='alerts:open']").getByText(of).first())
                .isVisible();
        person.button("Ask for the release of " + of).click();
        person.field("What was found and done").fill("the row was mended");
        person.button("Ask").click();
        assertThat(person.text("asked by " + TestBed.MAKER)).isVisible();
        assertThat(person.button("Release " + of)).hasCount(0);
        assertThat(call().status()).isEqualTo(403);

        try (Person colleague = CHROMIUM.person().signIn(TestBed.CHECKER)) {
            colleague.open("alerts.xhtml");
            colleague.button("Release " + of).click();
            assertThat(colleague.button("Release " + of)).hasCount(0);
        }
        Await.until("it serves again", FIVE_SECONDS, () -> call().status() == 200);
    }

    private void breakBy(long nano) {
        bed.books().update("UPDATE wallet SET posted_b = posted_b + ? WHERE id = ?", nano, customer.walletId());
    }

    private void openOrganisation() {
        person.open("organisation.xhtml?id=" + customer.walletId());
    }

    private Reply call() {
        return bed.chat(customer, CALL).send();
    }
}
