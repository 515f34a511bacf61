package io.tallyport.providerusage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.error.GatewayException;
import io.tallyport.usage.TokenCounts;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageFileTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final LocalDate SECOND = LocalDate.of(2026, 11, 2);
    private static final LocalDate END = LocalDate.of(2026, 12, 1);

    @Test
    void aNeutralFileIsAddedUpByDayAndModelToTheNano() {
        UsageFile file = read("""
                day,model,input,cache_read,output,cost_usd
                2026-11-02,b,1,2,3,0.000000001
                2026-11-01,a,10,0,5,1.5
                2026-11-02,b,10,20,30,0.1000000000
                """);

        assertThat(file.format()).isEqualTo(ExportFormat.NEUTRAL);
        assertThat(file.lines())
                .containsExactly(
                        new UsageLine(FIRST, "a", new TokenCounts(10, 0, 0, 0, 5), 1_500_000_000L, 1),
                        new UsageLine(SECOND, "b", new TokenCounts(11, 0, 0, 22, 33), 100_000_001L, 2));
    }

    @Test
    void aNeutralFileMayTellMoneyAlone() {
        assertThat(read("day,model,cost_usd\n2026-11-01,a,0.25\n").lines())
                .containsExactly(new UsageLine(FIRST, "a", null, 250_000_000L, 1));
    }

    /** Columns as the console's Usage page exports them, in 2026. */
    @Test
    void anthropicsUsageTellsTokensByClass() {
        UsageFile file = read("""
                usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,\
                usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,\
                usage_output_tokens,web_search_count,inference_geo,speed
                2026-11-01,claude-sonnet-4-5-20250929,gateway,Default,standard,≤ 200k,100,20,3,4000,50,0,global,
                2026-11-01,claude-sonnet-4-5-20250929,other,Default,batch,≤ 200k,1,0,0,0,5,0,global,
                """);

        assertThat(file.format()).isEqualTo(ExportFormat.ANTHROPIC_USAGE);
        assertThat(file.lines())
                .containsExactly(new UsageLine(
                        FIRST, "claude-sonnet-4-5-20250929", new TokenCounts(101, 20, 3, 4000, 55), null, 2));
    }

    /** Columns as the console's Cost page exports them, in 2026. */
    @Test
    void anthropicsCostTellsMoneyByTokenType() {
        UsageFile file = read("""
                usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,\
                inference_geo,speed
                2026-11-01,Claude Sonnet 4.5,Default,gateway,message,≤ 200k,input_no_cache,0.19,0.19,token,global,
                2026-11-01,Claude Sonnet 4.5,Default,gateway,message,≤ 200k,output,0.03,0.03,token,global,
                2026-11-01,,Default,gateway,message,,,0.01,0.01,web_search,global,
                """);

        assertThat(file.format()).isEqualTo(ExportFormat.ANTHROPIC_COST);
        assertThat(file.lines())
                .containsExactly(
                        new UsageLine(FIRST, "Claude Sonnet 4.5", null, 220_000_000L, 2),
                        new UsageLine(FIRST, "web_search", null, 10_000_000L, 1));
    }

    /** Columns as the platform's Usage page exports them, in 2025; counts may come as decimals. */
    @Test
    void openAisUsageCountsCachedTokensAmongItsInput() {
        UsageFile file = read("""
                start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,batch,\
                service_tier,input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens,input_audio_tokens
                1761955200,1762041600,2026-11-01T00:00:00+00:00,2026-11-02T00:00:00+00:00,p,10.0,u,k,gpt-4o-2024-08-06,FALSE,\
                default,59200.0,10646.0,5760.0,53440.0,0.0
                1762041600,1762128000,2026-11-02T00:00:00+00:00,2026-11-03T00:00:00+00:00,,,,,,,,,,,,
                """);

        assertThat(file.format()).isEqualTo(ExportFormat.OPENAI_USAGE);
        assertThat(file.lines())
                .containsExactly(new UsageLine(
                        FIRST, "gpt-4o-2024-08-06", new TokenCounts(53_440, 0, 0, 5_760, 10_646), null, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-01,a,1,0.0000000001 | nine decimals",
                "2026-11-01,a,1,-1           | no amount",
                "2026-11-01,a,1.5,1          | no whole number",
                "2026-11-01,a,-1,1           | no whole number",
                "2026-12-01,a,1,1            | not in the period",
                "2026-10-31,a,1,1            | not in the period",
                "2026-11-31,a,1,1            | no date",
                "2026-11-01T01:00:00+02:00,a,1,1 | no date of UTC",
                "2026-11-01,,1,1             | nothing under model",
                "2026-11-01,a,,              | neither tokens nor cost_usd",
                "2026-11-01,a,1              | Row 2 has 3 cells"
            })
    void aRowThatCannotBeReadIsRefusedAndNamed(String row, String reason) {
        assertRefused("day,model,input,cost_usd\n" + row, reason);
        assertRefused("day,model,input,cost_usd\n" + row, "Row 2");
    }

    @Test
    void rowsOfOneDayAndModelTellTheSameThings() {
        assertRefused("day,model,input,cost_usd\n2026-11-01,a,1,1\n2026-11-01,a,1,\n", "Row 3 leaves out");
    }

    @Test
    void aFileOfUnknownColumnsIsRefused() {
        assertRefused("date,sku,usage\n2026-11-01,a,1\n", "no export that is known");
    }

    private static UsageFile read(String text) {
        return UsageFile.read(text.getBytes(StandardCharsets.UTF_8), FIRST, END);
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(GatewayException.class)
                .satisfies(refusal ->
                        assertThat(((GatewayException) refusal).message()).contains(reason));
    }
}
