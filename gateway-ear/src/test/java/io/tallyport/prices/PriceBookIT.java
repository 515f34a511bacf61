package io.tallyport.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.bed.Await;
import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The price book as the database keeps it and as calls meet it: versions at authorisation (L44), and B12. */
@ExtendWith(BooksCheck.class)
class PriceBookIT {
    private static final String NEW_ROW =
            "INSERT INTO price (model_id, effective_from, window_from, window_to, input_nanos_per_million,"
                    + " output_nanos_per_million, source) VALUES ";

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                NEW_ROW + "('gpt-4o', now(), null, null, 1, 1, 'test')",
                NEW_ROW + "('gpt-4o', '1960-01-01Z', null, null, 1, 1, 'test')",
                NEW_ROW
                        + "('gpt-4o', now(), '01:00', '02:00', 1, 1, 'test'), ('gpt-4o', now() + interval '1 day', '23:00', '01:01', 1, 1, 'test')",
                "INSERT INTO cost_price (upstream_account_id, factor_ppm, author) SELECT id, f, 'test'"
                        + " FROM upstream_account, (VALUES (1), (2)) v (f)"
            })
    void noTwoRowsHoldAtATime(String insert) throws SQLException {
        assertRefused(insert, "23P01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE price SET input_nanos_per_million = 1",
                "UPDATE price SET effective_to = '2020-01-01Z' WHERE effective_to IS NULL",
                "DELETE FROM price",
                "TRUNCATE price CASCADE",
                "UPDATE model_opening SET actor = 'x'",
                "DELETE FROM model_opening"
            })
    void aPriceIsNeverEditedNorDeletedNorClosedForATimeThatHasPassed(String statement) throws SQLException {
        assertRefused(statement, "42501");
    }

    /** L44: the row changes while calls run; each keeps the one of its authorisation. */
    @Test
    @DisplayName("L44: the row that held at authorisation")
    void aCallIsRatedWithTheRowThatHeldWhenItWasAuthorised() {
        String model = "grok-2";
        long old = priceOf(model);
        bed.books().update("UPDATE price SET effective_to = now() + interval '4 seconds' WHERE id = ?", old);
        bed.books()
                .update(
                        NEW_ROW.replace(
                                "VALUES",
                                "SELECT model_id, effective_to, null, null, 77000000000, 77000000000,"
                                        + " 'test' FROM price WHERE id = ?"),
                        old);
        long next = bed.books().number("SELECT max(id) FROM price WHERE model_id = ?", model);
        Reply slow = call(model).fault("delay_ms=8000").send();
        assertThat(priceIdOf(slow)).isEqualTo(old);

        Reply after = call(model).send();
        assertThat(priceIdOf(after)).isEqualTo(next);
        assertThat(bed.books().number("SELECT debit_nano FROM usage_event WHERE request_id = ?", after.callId()))
                .isGreaterThan(700_000);
    }

    /** L44: peak and off-peak; the windows go round the day, so that one of the two holds now. */
    @Test
    @DisplayName("L44: peak and off-peak rows")
    void insideAWindowItsRowHoldsAndOutsideTheRowOfTheWholeDay() {
        String model = "moonshot-v1-32k";
        long wholeDay = priceOf(model);
        String utc = "(clock_timestamp() AT TIME ZONE 'UTC')";
        bed.books()
                .update(NEW_ROW + "('" + model + "', now(), date_trunc('minute', " + utc
                        + " - interval '1 hour')::time,"
                        + " date_trunc('minute', " + utc + " + interval '1 hour')::time, 1000000, 1000000, 'test'),"
                        + " ('" + model + "', now(), date_trunc('minute', " + utc + " + interval '1 hour')::time,"
                        + " date_trunc('minute', " + utc + " + interval '2 hours')::time, 2000000, 2000000, 'test')");
        long window = bed.books()
                .number("SELECT id FROM price WHERE model_id = ? AND input_nanos_per_million = 1000000", model);

        Await.until(
                "the window's price",
                Duration.ofSeconds(30),
                () -> priceIdOf(call(model).send()) == window);
        bed.books()
                .update("UPDATE price SET effective_to = clock_timestamp() + interval '1 second' WHERE id = ?", window);
        Await.until(
                "the price of the whole day",
                Duration.ofSeconds(30),
                () -> priceIdOf(call(model).send()) == wholeDay);
    }

    /** B12: a model without a price, and one that nobody has opened. */
    @Test
    void aModelWithoutAPriceOrThatNobodyOpenedIsRefusedBeforeTheCall() {
        bed.books()
                .update("INSERT INTO model (id, provider, kind, api, status, context_window, listed_since)"
                        + " VALUES ('unpriced-1', 'openai', 'chat', 'chat', 'listed', 1000, now()),"
                        + " ('closed-1', 'openai', 'chat', 'chat', 'listed', 1000, now()) ON CONFLICT DO NOTHING");
        bed.books().update(NEW_ROW + "('closed-1', now(), null, null, 1000000000, 1000000000, 'test')");

        Await.until(
                "the new models are known",
                Duration.ofSeconds(30),
                () -> call("unpriced-1").send().status() == 400);
        ErrorShape.assertOpenAi(call("unpriced-1").send(), 400, "invalid_request_error");
        assertThat(call("unpriced-1").send().json().at("/error/code").asText()).isEqualTo("model_not_priced");
        assertThat(call("closed-1").send().json().at("/error/code").asText()).isEqualTo("model_closed");
        assertThat(bed.get("/v1/models").bearer(customer.key()).send().text()).doesNotContain("closed-1", "unpriced-1");

        bed.books()
                .update(
                        "INSERT INTO model_opening (model_id, open, actor, margin_shown) VALUES ('closed-1', true, 'a', 'm')");
        Await.until(
                "the model is open",
                Duration.ofSeconds(30),
                () -> call("closed-1").send().status() == 200);
        bed.books()
                .update(
                        "INSERT INTO model_opening (model_id, open, actor, margin_shown) VALUES ('closed-1', false, 'a', 'm')");
    }

    /** B12: sound where only text has a price. */
    @Test
    void soundWithoutAPriceIsRefusedAndWithOneIsCharged() {
        String body = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\","
                + "\"input_audio\":{\"data\":\"UklGRg==\",\"format\":\"wav\"}}]}]}";
        Reply refused = bed.chat(customer, body).send();
        assertThat(refused.json().at("/error/code").asText()).as(refused.text()).isEqualTo("model_not_priced");

        Reply notPriced =
                bed.post("/v1/estimate").bearer(customer.key()).json(body).send();
        assertThat(notPriced.json().at("/error/code").asText())
                .as(notPriced.text())
                .isEqualTo("model_not_priced");

        Reply spoken = bed.chat(
                        customer,
                        "{\"model\":\"gpt-4o\",\"modalities\":[\"text\",\"audio\"],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .send();
        assertThat(spoken.json().at("/error/code").asText()).as(spoken.text()).isEqualTo("model_not_priced");
        assertThat(bed.books().balance(customer)).isEqualTo(10_000_000_000L);
    }

    /** Without a cost profile a call costs us the list price, of which customers pay less. */
    @Test
    void peopleAreToldOfAModelWhoseCallsCostMoreThanTheyBring() {
        assertThat(call("gpt-4o").send().status()).isEqualTo(200);

        Await.until(
                "people are alerted",
                () -> bed.books()
                                .number(
                                        "SELECT count(*) FROM alert WHERE code = 'below-cost' AND detail LIKE 'In the last %'"
                                                + " AND subject LIKE 'Calls of gpt-4o on the account % cost more than they bring.'")
                        == 1);
    }

    private Ask call(String model) {
        return bed.chat(
                customer,
                "{\"model\":\"" + model
                        + "\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    private long priceOf(String model) {
        return bed.books().number("SELECT id FROM price WHERE model_id = ? AND effective_to IS NULL", model);
    }

    private long priceIdOf(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return bed.books().number("SELECT price_id FROM usage_event WHERE request_id = ?", reply.callId());
    }

    private void assertRefused(String statement, String state) throws SQLException {
        try (Connection connection = bed.books().asOwner();
                Statement sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
        }
    }
}
