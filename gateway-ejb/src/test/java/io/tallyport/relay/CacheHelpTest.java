package io.tallyport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.chat.WireFormat;
import io.tallyport.key.BreakpointHelp;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ChatRequest.Splice;
import io.tallyport.provider.anthropic.AnthropicSurface;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheHelpTest {
    private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";

    @Test
    void aPlainSystemPromptBecomesAMarkedBlock() {
        assertThat(helped(BreakpointHelp.FIVE_MINUTES, "\"system\":\"Be \\\"kind\\\"é.\""))
                .isEqualTo(body("\"system\":[{\"type\":\"text\",\"text\":\"Be \\\"kind\\\"é.\"" + MARK + "}]"));
    }

    @Test
    void theLastBlockIsMarked() {
        assertThat(helped(
                        BreakpointHelp.ONE_HOUR,
                        "\"system\": [ {\"type\":\"text\",\"text\":\"One\"}, {\"text\":\"Two\",\"type\":\"text\" } ]"))
                .isEqualTo(
                        body("\"system\": [ {\"type\":\"text\",\"text\":\"One\"}, {\"text\":\"Two\",\"type\":\"text\" "
                                + ",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}} ]"));
    }

    @Test
    void nothingIsMarkedWithoutWords() {
        for (String system : List.of("\"system\":\"\"", "\"system\":[]", "\"system\":null", "\"temperature\":1")) {
            assertThat(helped(BreakpointHelp.FIVE_MINUTES, system)).isEqualTo(body(system));
        }
    }

    @Test
    void whoSetsBreakpointsIsLeftAlone() {
        for (String own : List.of(
                "\"system\":[{\"type\":\"text\",\"text\":\"One\"" + MARK + "},{\"type\":\"text\",\"text\":\"Two\"}]",
                "\"system\":\"One\"" + MARK,
                "\"system\":\"One\",\"tools\":[{\"name\":\"t\",\"input_schema\":{}" + MARK + "}]")) {
            assertThat(helped(BreakpointHelp.FIVE_MINUTES, own)).isEqualTo(body(own));
        }
    }

    @Test
    void whoDoesNotAskGetsNone() {
        assertThat(helped(BreakpointHelp.OFF, "\"system\":\"One\"")).isEqualTo(body("\"system\":\"One\""));
    }

    @Test
    void theHoldCoversTheWrite() {
        ChatRequest chat = read(body("\"system\":\"One\""));
        assertThat(new CacheHelp(BreakpointHelp.OFF, chat).caching()).isEqualTo(Caching.NONE);
        assertThat(new CacheHelp(BreakpointHelp.ONE_HOUR, chat).caching()).isEqualTo(Caching.ONE_HOUR);
    }

    private static String helped(BreakpointHelp help, String system) {
        String body = body(system);
        List<Splice> splices = new CacheHelp(help, read(body))
                .splices(WireFormat.MESSAGES).stream()
                        .sorted(Comparator.comparingInt(Splice::offset).reversed())
                        .toList();
        StringBuilder bytes = new StringBuilder(latin(body));
        splices.forEach(splice -> bytes.insert(splice.offset(), splice.text()));
        return new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** One character for each byte. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static ChatRequest read(String body) {
        return new AnthropicSurface().read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(String system) {
        return "{\"model\":\"m\",\"max_tokens\":9," + system
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"One\"}]}";
    }
}
