package io.tallyport.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Reply;
import io.tallyport.workbench.launcher.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A price file from a person's hand to a call that is charged by it. */
class PricesPageIT {
    private static Chromium chromium;
    private static Bed bed;
    private Page page;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        bed = Bed.shared();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        page = chromium.freshPage();
        signIn(TestBed.MAKER);
    }

    @AfterEach
    void close() {
        page.context().close();
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
        assertThat(page.locator("#changed")).hasText("1");
        assertThat(page.locator("#new")).hasText("1");
        assertThat(page.locator("#unchanged")).hasText("1");
        assertThat(page.locator("#refused")).hasText("1");
        assertThat(page.getByText("+6.7 %")).isVisible();
        assertThat(page.getByText("input is negative")).isVisible();
        applyAsColleague("price-draft");
        assertThat(button("Apply all changes")).hasCount(0);

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
        shoot("prices");
        button("Open " + model).click();
        assertThat(page.getByText(model + " is open for calls")).isVisible();
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
        field("Model or provider").fill(model);
        button("Show").click();
        button("Close " + model).click();
        assertThat(page.getByText(model + " is closed for calls")).isVisible();
    }

    @Test
    void aDraftWhoseBookHasChangedSinceIsRefusedUntilItIsLookedAtAgain() {
        String older = send("older.csv", "model,input,output\ngpt-4-0125-preview,11,30\n");
        send("newer.csv", "model,input,output\ngpt-4-0125-preview,12,30\n");
        applyAsColleague("price-draft-newer");

        page.navigate(older);
        assertThat(page.getByText("The price book has changed since this draft was shown."))
                .isVisible();
        assertThat(button("Apply all changes")).hasCount(0);
        button("I have looked at it").click();
        assertThat(page.getByText("A price change takes two people.")).isVisible();
    }

    @Test
    @DisplayName("L53: one person alone changes no price, by SQL")
    void whoSentAFileInAppliesItInNoWay() {
        String draft = send("alone.csv", "model,input,output\ngpt-4-0613,31,60\n");
        assertThat(page.getByText("A price change takes two people.")).isVisible();
        assertThat(button("Apply all changes")).hasCount(0);

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
        assertThat(page.getByText("The file is not valid JSON")).isVisible();
        send("bad.json", "");
        assertThat(page.getByText("Choose a file that is not empty.")).isVisible();
        send("large.json", "[" + " ".repeat(20_000_000));
        assertThat(page.getByText("larger than 16 MiB")).isVisible();
    }

    @Test
    void whoIsNoOperatorSeesPricesAndSendsNothingInNorOpensAModel() {
        page.context().close();
        page = chromium.freshPage();
        signIn(TestBed.CHECKER);
        link("Prices").click();

        assertThat(page.getByText("Open below cost at some tier")).isVisible();
        assertThat(button("Send and show changes")).hasCount(0);
        assertThat(button("Agree")).hasCount(0);
        assertThat(page.getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^(Open|Close) "))))
                .hasCount(0);
    }

    @Test
    void whatAnAccountChargesIsTakenForTheMarginsOnceItHolds() {
        link("Prices").click();
        field("Model").last().fill("gpt-3.5-turbo-16k");
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Account"))
                .selectOption("simulator-openai");
        field("Per cent of list").fill("35.25");
        button("Agree").click();
        assertThat(page.getByText("The cost holds in 2 s.")).isVisible();
        assertThat(page.getByText("35.25 % of list")).isVisible();
        Customer customer = bed.customer();
        Await.until(
                "a call at the agreed cost",
                Duration.ofSeconds(60),
                () -> costIsAgreed(call(customer, "gpt-3.5-turbo-16k")));
    }

    private static boolean costIsAgreed(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(bed.books()
                        .number("SELECT count(*) FROM rated_again WHERE request_id = ? AND agrees", reply.callId()))
                .isEqualTo(1);
        return bed.books().number("SELECT count(cost_price_id) FROM usage_event WHERE request_id = ?", reply.callId())
                == 1;
    }

    private boolean showsAsClosed(String model) {
        page.navigate(bed.url() + "/console/prices.xhtml");
        field("Model or provider").fill(model);
        button("Show").click();
        page.waitForLoadState();
        Await.pause(300);
        return button("Open " + model).count() == 1;
    }

    /** @return the address of the page that it leads to */
    private String send(String name, String content) {
        page.navigate(bed.url() + "/console/prices.xhtml");
        page.getByLabel("LiteLLM JSON or CSV")
                .setInputFiles(
                        new FilePayload(name, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8)));
        field("Source").fill("a test");
        button("Send and show changes").click();
        page.waitForLoadState();
        return page.url();
    }

    /** Applies the draft that the page shows: its author cannot. */
    private void applyAsColleague(String picture) {
        String draft = page.url();
        try (BrowserContext mine = page.context()) {
            assertThat(button("Apply all changes")).hasCount(0);
            page = chromium.freshPage();
            signIn(TestBed.CHECKER);
            page.navigate(draft);
            shoot(picture);
            button("Apply all changes").click();
            assertThat(page.getByText("Applied: these prices begin at")).isVisible();
        }
        page.context().close();
        page = chromium.freshPage();
        signIn(TestBed.MAKER);
        page.navigate(draft);
    }

    private static Reply call(Customer customer, String model) {
        return bed.chat(
                        customer,
                        "{\"model\":\"" + model
                                + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .send();
    }

    private void signIn(String email) {
        page.navigate(bed.url() + "/console");
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill(TestBed.PASSWORD);
        button("Sign in").click();
        assertThat(button("Sign out")).isVisible();
    }

    private void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", name + ".png"))
                .setFullPage(true));
    }

    private Locator field(String name) {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(name));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
