package io.tallyport.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.http.Reply;
import io.tallyport.workbench.launcher.TestBed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console as a person meets it, in a real browser. */
class ConsoleIT {
    private static final String CALL =
            "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final Bed bed = Bed.shared();
    private final Person person = CHROMIUM.person();
    private final Page page = person.page;

    @AfterEach
    void theBrowserHadNothingToComplainOf() {
        person.close();
        assertThat(person.complaints()).isEmpty();
    }

    @Test
    void aWrongPasswordIsRefusedInWords() {
        person.signIn(TestBed.MAKER, "wrong");

        assertThat(page.getByText("The e-mail address or the password is wrong."))
                .isVisible();
        assertThat(page).hasTitle("Sign in · Tallyport");
        assertThat(page.context().cookies()).isEmpty();
    }

    @Test
    void signingInLeadsToThePageThatWasAskedForAndSigningOutEndsTheSession() {
        person.open("health.xhtml");
        signIn();
        assertThat(page).hasTitle("Health · Tallyport");
        assertThat(page.getByText("This node takes calls.")).isVisible();

        person.signOut();
        person.open("organisations.xhtml");
        assertThat(page).hasTitle("Sign in · Tallyport");
    }

    @Test
    void aKeyMadeInTheConsolePaysForACallThatTheConsoleShowsDownToItsEntries() {
        signIn();
        person.link("Test").click();
        String secret = createKey("browser test");

        Reply reply = bed.post("/v1/chat/completions").bearer(secret).json(CALL).send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);

        person.link("Calls").click();
        search(reply.requestId());
        assertThat(page.locator("#request-id")).hasText(reply.requestId());
        BigDecimal debit = amount(page.locator("#debit"));
        assertThat(debit).isPositive();
        assertThat(amount(page.locator("#calculation tfoot tr.total td"))).isEqualByComparingTo(debit);
        assertThat(sum(page.locator("td.amount"))).isEqualByComparingTo(debit);
        assertThat(amount(page.locator("#entries-sum"))).isEqualByComparingTo(debit);

        person.link("Organisations").first().click();
        person.link("Test").click();
        revokeKey("browser test");
        Await.until(
                "a revoked key gets 401",
                Duration.ofSeconds(5),
                () -> bed.post("/v1/chat/completions")
                                .bearer(secret)
                                .json(CALL)
                                .send()
                                .status()
                        == 401);
        person.signOut();
    }

    @Test
    void aSecretIsShownOnce() {
        signIn();
        person.link("Test").click();
        String secret = createKey("shown once");
        assertThat(page.content()).doesNotContain(secret);
        page.reload();
        assertThat(page.content()).doesNotContain(secret).contains("shown once");
        revokeKey("shown once");
    }

    @Test
    void aRequestIdThatIsNoneOrUnknownIsAnsweredInWords() {
        signIn();
        person.link("Calls").click();
        search("req_123");
        assertThat(page.getByText("This is not a request id.")).isVisible();
        search("req_" + "0".repeat(32));
        assertThat(page.getByText("No call with this id is on the books.")).isVisible();
    }

    @Test
    void whatDoesNotExistIsAPageOfItsOwn() {
        signIn();
        assertThat(page.navigate(bed.url() + "/console/organisation.xhtml?id=0").status())
                .isEqualTo(404);
        assertThat(page).hasTitle("Not found · Tallyport");
        assertThat(page.navigate(bed.url() + "/console/nothing.xhtml").status()).isEqualTo(404);
    }

    private void signIn() {
        person.signIn(TestBed.MAKER);
        assertThat(page.getByText("Mara Maker")).isVisible();
    }

    private String createKey(String name) {
        person.button("Create a key").click();
        person.field("Name").fill(name);
        person.button("Create").click();
        Locator field = page.getByLabel("Secret key");
        assertThat(field).hasValue(Pattern.compile("sk-tp-[A-Za-z0-9]{55}"));
        String secret = field.inputValue();
        person.button("I have stored it").click();
        assertThat(field).isHidden();
        return secret;
    }

    private void revokeKey(String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Revoke " + name))
                .first()
                .click();
        person.button("Revoke").click();
        Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
        assertThat(row.getByText("Revoked", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    private void search(String requestId) {
        person.field("Request id").fill(requestId);
        person.button("Open").click();
    }

    private static BigDecimal sum(Locator cells) {
        return cells.allInnerTexts().stream()
                .map(text -> new BigDecimal(text.strip()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(Locator cell) {
        return new BigDecimal(cell.innerText().strip());
    }
}
