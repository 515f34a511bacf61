package io.tallyport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.UsageRow;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import io.tallyport.workbench.simulator.Simulator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An upstream at which nobody listens. */
class UpstreamDownIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":8," + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final Bed bed = Bed.rough();

    @Test
    @SuppressWarnings("resource") // the next tests call it; it ends with the test run
    void callsFailWithoutChargeUntilTheUpstreamIsBack() {
        Customer customer = bed.customer();
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        long balance = bed.books().balance(customer);
        int port = bed.testBed().simulator().port();
        bed.testBed().simulator().close();
        for (String body : List.of(BODY, "{\"stream\":true," + BODY.substring(1))) {
            Reply chat = bed.chat(customer, body).send();
            ErrorShape.assertOpenAi(chat, 502, "server_error");
            UsageRow row = bed.books().awaitUsage(chat.callId());
            assertThat(row.outcome()).isEqualTo("B2");
            ErrorShape.assertAnthropic(
                    bed.messages(customer, body.replace("gpt-4o-mini", "claude-sonnet-4-5"))
                            .send(),
                    502,
                    "api_error");
        }
        Simulator.start(port);

        assertThat(bed.books().balance(customer)).isEqualTo(balance);
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        bed.books().assertConsistent();
    }
}
