package io.tallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DeliveredTextTest {
    private final DeliveredText delivered = new DeliveredText();

    @Test
    void deltasJoin() throws IOException {
        add("\"Hel\"");
        add("\"lo \\u2713\"");
        add("12");
        add("null");
        assertThat(delivered.excerpt()).isEqualTo("Hello ✓");
        assertThat(delivered.characters()).isEqualTo(7);
        assertThat(delivered.roughTokens()).isEqualTo(2);
    }

    @Test
    void allStringsButNamesOfKindsAreWhatWasSaid() throws IOException {
        add("""
                {"role":"assistant","content":"Hi","tool_calls":[{"id":"call_1","type":"function","index":0,
                "function":{"name":"f","arguments":"{}"}}],"list":["x",{"type":"y"}]}""");
        assertThat(delivered.excerpt()).isEqualTo("Hif{}x");
    }

    @Test
    void ofALongTextTheBeginningIsKept() throws IOException {
        String long100k = "\"" + "a".repeat(100_000) + "\"";
        add(long100k);
        add(long100k);
        add(long100k);
        assertThat(delivered.excerpt()).hasSize(128 * 1024);
        assertThat(delivered.characters()).isEqualTo(300_000);
    }

    private void add(String json) throws IOException {
        try (JsonParser parser = JsonFields.factory().createParser(json)) {
            parser.nextToken();
            delivered.addAll(parser);
        }
    }
}
