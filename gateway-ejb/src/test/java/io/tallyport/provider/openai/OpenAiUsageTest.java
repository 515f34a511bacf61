package io.tallyport.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.tallyport.chat.TokenUse;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.EventWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiUsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // OpenAI: all in all
                "{'prompt_tokens':4020,'completion_tokens':9,'total_tokens':4029,'prompt_tokens_details':{'cached_tokens':8,'cache_write_tokens':4000},'completion_tokens_details':{'reasoning_tokens':5}} | 12 | 4000 | 0 | 8 | 9 | 5",
                // a gateway of our kind: writes split by their keeping
                "{'prompt_tokens':100,'completion_tokens':1,'prompt_tokens_details':{'cache_write_tokens':90,'cache_creation':{'ephemeral_5m_input_tokens':60,'ephemeral_1h_input_tokens':30}}} | 10 | 60 | 30 | 0 | 1 | 0",
                // DeepSeek
                "{'prompt_tokens':100,'completion_tokens':1,'prompt_cache_hit_tokens':64,'prompt_cache_miss_tokens':36} | 36 | 0 | 0 | 64 | 1 | 0",
                // Moonshot
                "{'prompt_tokens':19,'completion_tokens':13,'total_tokens':32,'cached_tokens':12} | 7 | 0 | 0 | 12 | 13 | 0",
                // xAI: reasoning beside the completion
                "{'prompt_tokens':32,'completion_tokens':9,'total_tokens':135,'completion_tokens_details':{'reasoning_tokens':94}} | 32 | 0 | 0 | 0 | 103 | 94",
                "{} | 0 | 0 | 0 | 0 | 0 | 0",
            })
    void vendorsReportInTheirWays(
            String usage, long input, long write5m, long write1h, long read, long output, long reasoning)
            throws IOException {
        assertThat(read(usage))
                .isEqualTo(new TokenUse(new TokenCounts(input, write5m, write1h, read, output), reasoning));
    }

    @Test
    void soundIsTakenOutOfTheUncachedPrompt() throws IOException {
        assertThat(read("{'prompt_tokens':100,'completion_tokens':1,'prompt_tokens_details':"
                                + "{'audio_tokens':70,'cached_tokens':20}}")
                        .tokens())
                .isEqualTo(new TokenCounts(10, 0, 0, 20, 70, 1));
        assertThat(read("{'prompt_tokens':100,'completion_tokens':1,'prompt_tokens_details':"
                                + "{'cached_tokens':60,'audio_tokens':70}}")
                        .tokens())
                .isEqualTo(new TokenCounts(0, 0, 0, 60, 40, 1));
    }

    @Test
    void whatIsWrittenReadsTheSame() throws IOException {
        TokenUse use = new TokenUse(new TokenCounts(1, 20, 300, 4_000, 6, 50_000), 600);
        assertThat(read(written(use))).isEqualTo(use);
    }

    @Test
    void usageIsWrittenWithAllItsDetails() {
        assertThat(written(new TokenUse(new TokenCounts(1, 0, 0, 4, 5), 2)))
                .isEqualTo(("{'prompt_tokens':5,'completion_tokens':5,'total_tokens':10,"
                                + "'prompt_tokens_details':{'cached_tokens':4,'audio_tokens':0,'cache_write_tokens':0},"
                                + "'completion_tokens_details':{'reasoning_tokens':2,'audio_tokens':0,"
                                + "'accepted_prediction_tokens':0,'rejected_prediction_tokens':0}}")
                        .replace('\'', '"'));
    }

    private static String written(TokenUse use) {
        EventWriter writer = new EventWriter();
        writer.value(json -> OpenAiUsage.write(json, use));
        return new String(writer.take(), StandardCharsets.UTF_8);
    }

    private static TokenUse read(String usage) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(usage.replace('\'', '"'))) {
            parser.nextToken();
            return OpenAiUsage.read(parser);
        }
    }
}
