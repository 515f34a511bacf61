package io.tallyport.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Reply;
import io.tallyport.workbench.launcher.TestBed;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A price file from a person's hand to a call that is charged by it. */
class PricesPageIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final Bed bed = Bed.shared();
    private Person person = CHROMIUM.person().signIn(TestBed.MAKER);

    @AfterEach
    void close() {
        person.close();
    }

    @Test
    void aFileIsShownAppliedAndItsNewModelOpenedBeforeCallsUseIt() {
        String model = "import-" + UUID.randomUUID();
        send("prices.csv", """
                model,provider,context_window,input,output,cache_read,audio_input
                o1-pro,,,160,600,,
                %s,openai,128000,2.5,10,1.25,40
                gpt-4,,,30,60,,
                gpt-4-turbo,,,-1,30,,
                """.formatted(model));
        assertThat(person.page.locator("#changed")).hasText("1");
        assertThat(person.page.locator("#new")).hasText("1");
        assertThat(person.page.locator("#unchanged")).hasText("1");
        assertThat(person.page.locator("#refused")).hasText("1");
        assertThat(person.text("+6.7 %")).isVisible();
        assertThat(person.text("input is negative")).isVisible();
        applyAsColleague("price-draft");
        assertThat(person.button("Apply all changes")).hasCount(0);

        assertThat(bed.books()
                        .number("SELECT count(*) FROM price WHERE model_id = 'o1-pro' AND effective_to IS NULL"
                                + " AND input_nanos_per_million = 160000000000 AND effective_from > (SELECT applied_at"
                                + " FROM price_draft d WHERE d.id = draft_id)"))
                .isEqualTo(1);
        Customer customer = bed.customer();
        Await.until("the new model is known, and closed", Duration.ofSeconds(90), () -> call(customer, model)
                .text()
                .contains("model_closed"));
        Await.until("its price has begun", Duration.ofSeconds(60), () -> showsAsClosed(model));
        person.shoot("prices");
        person.button("Open " + model).click();
        assertThat(person.text(model + " is open for calls")).isVisible();
        Await.until(
                "the model is open",
                Duration.ofSeconds(30),
                () -> call(customer, model).status() == 200);
        assertThat(bed.books()
                        .list(
                                "SELECT actor || ': ' || margin_shown FROM model_opening WHERE model_id = ?",
                                row -> row.getString(1),
                                model))
                .singleElement()
                .satisfies(opening -> assertThat(opening).startsWith(TestBed.MAKER + ": Starter −42.9 %"));
        person.field("Model or provider").fill(model);
        person.button("Show").click();
        person.button("Close " + model).click();
        assertThat(person.text(model + " is closed for calls")).isVisible();
    }

    @Test
    void aDraftWhoseBookHasChangedSinceIsRefusedUntilItIsLookedAtAgain() {
        String older = send("older.csv", "model,input,output\ngpt-4-0125-preview,11,30\n");
        send("newer.csv", "model,input,output\ngpt-4-0125-preview,12,30\n");
        applyAsColleague("price-draft-newer");

        person.page.navigate(older);
        assertThat(person.text("The price book has changed since this draft was shown."))
                .isVisible();
        assertThat(person.button("Apply all changes")).hasCount(0);
        person.button("I have looked at it").click();
        assertThat(person.text("A price change takes two people.")).isVisible();
    }

    @Test
    @DisplayName("L53: one person alone changes no price, by SQL")
    void whoSentAFileInAppliesItInNoWay() {
        String draft = send("alone.csv", "model,input,output\ngpt-4-0613,31,60\n");
        assertThat(person.text("A price change takes two people.")).isVisible();
        assertThat(person.button("Apply all changes")).hasCount(0);

        long id = Long.parseLong(draft.replaceFirst(".*id=", ""));
        assertThatThrownBy(() -> bed.books()
                        .update(
                                "UPDATE price_draft SET applied_at = now(), applied_by = upper(author) WHERE id = ?",
                                id))
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("price_draft_takes_two_people");
    }

    @Test
    void aBadFileIsRefusedInWords() {
        send("bad.json", "{\"a\":NaN}");
        assertThat(person.text("The file is not valid JSON")).isVisible();
        send("bad.json", "");
        assertThat(person.text("Choose a file that is not empty.")).isVisible();
        send("large.json", "[" + " ".repeat(20_000_000));
        assertThat(person.text("larger than 16 MiB")).isVisible();
    }

    @Test
    void whoIsNoOperatorSeesPricesAndSendsNothingInNorOpensAModel() {
        person.close();
        person = CHROMIUM.person().signIn(TestBed.CHECKER);
        person.link("Prices").click();

        assertThat(person.text("Open below cost at some tier")).isVisible();
        assertThat(person.button("Send and show changes")).hasCount(0);
        assertThat(person.button("Agree")).hasCount(0);
        assertThat(person.page.getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^(Open|Close) "))))
                .hasCount(0);
    }

    @Test
    void whatAnAccountChargesIsTakenForTheMarginsOnceItHolds() {
        person.link("Prices").click();
        person.field("Model").last().fill("gpt-3.5-turbo-16k");
        person.page
                .getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Account"))
                .selectOption("simulator-openai");
        person.field("Per cent of list").fill("35.25");
        person.button("Agree").click();
        assertThat(person.text("The cost holds in 2 s.")).isVisible();
        assertThat(person.text("35.25 % of list")).isVisible();
        Customer customer = bed.customer();
        Await.until(
                "a call at the agreed cost",
                Duration.ofSeconds(60),
                () -> costIsAgreed(call(customer, "gpt-3.5-turbo-16k")));
    }

    private boolean costIsAgreed(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(bed.books()
                        .number("SELECT count(*) FROM rated_again WHERE request_id = ? AND agrees", reply.callId()))
                .isEqualTo(1);
        return bed.books().number("SELECT count(cost_price_id) FROM usage_event WHERE request_id = ?", reply.callId())
                == 1;
    }

    private boolean showsAsClosed(String model) {
        person.open("prices.xhtml");
        person.field("Model or provider").fill(model);
        person.button("Show").click();
        person.page.waitForLoadState();
        Await.pause(300);
        return person.button("Open " + model).count() == 1;
    }

    /** @return the address of the page that it leads to */
    private String send(String name, String content) {
        person.open("prices.xhtml");
        person.page
                .getByLabel("LiteLLM JSON or CSV")
                .setInputFiles(
                        new FilePayload(name, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8)));
        person.field("Source").fill("a test");
        person.button("Send and show changes").click();
        person.page.waitForLoadState();
        return person.page.url();
    }

    /** Applies the draft that the page shows: its author cannot. */
    private void applyAsColleague(String picture) {
        String draft = person.page.url();
        assertThat(person.button("Apply all changes")).hasCount(0);
        try (Person colleague = CHROMIUM.person().signIn(TestBed.CHECKER)) {
            colleague.page.navigate(draft);
            colleague.shoot(picture);
            colleague.button("Apply all changes").click();
            assertThat(colleague.text("Applied: these prices begin at")).isVisible();
        }
        person.page.navigate(draft);
    }

    private Reply call(Customer customer, String model) {
        return bed.chat(
                        customer,
                        "{\"model\":\"" + model
                                + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .send();
    }
}
