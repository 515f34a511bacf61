package io.tallyport.workbench.simulator;

import static io.tallyport.workbench.simulator.SimulatorClient.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TallyTest {
    private static final String BODY =
            "{\"model\":\"%s\",\"max_tokens\":10,\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"Say hello there!\"}]}";

    private SimulatorClient client;

    @BeforeAll
    void start() {
        client = new SimulatorClient();
    }

    @AfterAll
    void stop() {
        client.close();
    }

    @Test
    void callsAreSummedInTotalAndByModel() {
        client.messages("sum", BODY.formatted("one", false));
        client.messages("sum", BODY.formatted("two", true));
        client.chat("sum", BODY.formatted("two", false));
        client.messages("sum", "{");

        assertThat(client.tally("sum", "/calls")).isEqualTo(4);
        assertThat(client.tally("sum", "/completed")).isEqualTo(3);
        assertThat(client.tally("sum", "/billable")).isEqualTo(3);
        assertThat(client.tally("sum", "/failed")).isEqualTo(1);
        assertThat(client.tally("sum", "/input_tokens")).isEqualTo(12);
        assertThat(client.tally("sum", "/output_tokens")).isEqualTo(30);
        assertThat(client.tally("sum", "/models/two/output_tokens")).isEqualTo(20);
    }

    @Test
    @Timeout(10)
    void aStreamWhoseClientLeavesIsStoppedAndKeptApart() throws IOException, InterruptedException {
        String body = BODY.formatted("m", true);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), client.simulator.port())) {
            String head = "POST /v1/messages HTTP/1.1\r\nhost: localhost\r\nx-api-key: leaver\r\n"
                    + "x-sim-fault: pause_ms=60000;after=5\r\ncontent-length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            readUntil(socket.getInputStream(), "\n\n\r\n");
        }
        while (client.tally("leaver", "/client_gone") == 0) {
            Thread.sleep(10);
        }

        assertThat(client.tally("leaver", "/completed")).isZero();
        assertThat(client.tally("leaver", "/output_tokens")).isZero();
        assertThat(client.tally("leaver", "/unfinished/input_tokens")).isEqualTo(4);
        assertThat(client.tally("leaver", "/unfinished/output_tokens")).isEqualTo(2);
    }

    @Test
    void requestsAreSeenWithMaskedCredentialsAndHashedBodies() throws Exception {
        String body = BODY.formatted("m", false);
        client.chat("seen", "{}");
        client.chat("seen", body, "x-custom", "value");
        HttpResponse<byte[]> seen = client.get("/_sim/requests?account=seen&last=1");

        assertThat(at(seen, "/0/path")).isEqualTo("/v1/chat/completions");
        assertThat(at(seen, "/0/headers/x-custom")).isEqualTo("value");
        assertThat(at(seen, "/0/headers/authorization")).isEqualTo("***");
        assertThat(at(seen, "/0/body_bytes")).isEqualTo(Integer.toString(body.length()));
        assertThat(at(seen, "/0/body_sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8))));
        assertThat(at(seen, "/1/path")).isEqualTo("absent");
    }

    @Test
    void aResetForgetsEverything() {
        try (SimulatorClient own = new SimulatorClient()) {
            own.chat("reset", BODY.formatted("m", false));
            own.post("/_sim/reset", "");

            assertThat(own.tally("reset", "/calls")).isZero();
            assertThat(own.get("/_sim/health").statusCode()).isEqualTo(200);
        }
    }

    /** Leaves no byte unread: closing with unread bytes would be a reset, which is noticed more easily. */
    private static void readUntil(InputStream in, String endOfChunk) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(endOfChunk) < 0) {
            read.append((char) in.read());
        }
    }
}
