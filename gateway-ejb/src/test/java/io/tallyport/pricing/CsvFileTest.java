package io.tallyport.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.catalog.PriceRow.Window;
import io.tallyport.catalog.Prices;
import io.tallyport.error.GatewayException;
import io.tallyport.pricing.PriceFile.ListedRow;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices as CSV: what is read, and what is refused by row or as a whole. */
class CsvFileTest {
    private static final String HEADER =
            "model,above_input_tokens,window_from,window_to,input,output,cache_read,audio_input,batch_factor\n";

    @Test
    void rowsOfOneModelBelongTogether() {
        PriceFile file = read("\uFEFF" + HEADER
                + "deepseek-v4-pro,,,,0.435,0.87,0.003625,,\r\n"
                + "\"deepseek-v4-pro\",0,16:30,00:30,0.2175,0.435,,,0.25\r\n\r\n"
                + "deepseek-v4-pro,200000,,,1,2.000000001,,3,\r\n");

        assertThat(file.refused()).isEmpty();
        assertThat(file.models()).singleElement().satisfies(model -> assertThat(model.rows())
                .containsExactly(
                        new ListedRow(
                                0, null, null, new Prices(0, 435_000_000, 870_000_000, 3_625_000L, null, null, null)),
                        new ListedRow(
                                0,
                                new Window(LocalTime.of(16, 30), LocalTime.of(0, 30)),
                                250_000,
                                new Prices(0, 217_500_000, 435_000_000, null, null, null, null)),
                        new ListedRow(
                                200_000,
                                null,
                                null,
                                new Prices(0, 1_000_000_000, 2_000_000_001, null, null, null, 3_000_000_000L))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "m,,,,-1,1,,,; is negative",
                "m,,,,0,1,,,; taken for a missing one",
                "m,,,,,1,,,; has no price for input",
                "m,,,,NaN,1,,,; is no number",
                "m,,,,1,Infinity,,,; is no number",
                "m,,,,1,0x10,,,; is no number",
                "m,,,,1,1.0000000001,,,; more than nine decimals",
                "m,,,,1,1e999,,,; more than a million USD",
                "m,x,,,1,1,,,; is no whole number",
                "m,,16:30,,1,1,,,; times of day",
                "m,,16:30,25:00,1,1,,,; times of day",
                "m,,16:30,16:30,1,1,,,; different whole minutes",
                "m,,,,1,1,,,1.5; at most 1",
                "m,,,,1,1,,,0.1234567; six decimals",
            })
    void aBadRowTakesItsModelOut(String row, String reason) {
        PriceFile file = read(HEADER + row + "\nm,500000,,,1,1,,,\ngood,,,,1,1,,,\n");

        assertThat(file.models()).extracting("id").contains("good");
        assertThat(file.refused()).singleElement().satisfies(refusal -> assertThat(refusal.reason())
                .contains(reason));
    }

    @Test
    void aRowWithoutAModelIsRefused() {
        PriceFile file = read(HEADER + ",,,,1,1,,,\ngood,,,,1,1,,,\n");

        assertThat(file.models()).extracting("id").containsExactly("good");
        assertThat(file.refused()).singleElement().satisfies(refusal -> assertThat(refusal.reason())
                .isEqualTo("names no model"));
    }

    @Test
    void twoPricesForOneTimeAreRefused() {
        String rows = "m,,16:30,00:30,1,1,,,\nm,,00:00,08:00,1,1,,,\n";
        assertThat(read(HEADER + rows).refused()).singleElement().satisfies(refusal -> assertThat(refusal.reason())
                .contains("two prices"));
        assertThat(read(HEADER + rows.replace("00:00", "00:30")).refused()).isEmpty();
        assertThat(read(HEADER + "m,,,,1,1,,,\nm,,,,2,1,,,\n").refused()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "model,input\nm,1\n",
                "model,input,output,colour\nm,1,1,red\n",
                "model,input,output,output\nm,1,1,1\n",
                "model,input,output\nm,1\n",
                "model,input,output\n\"m,1,1\n",
                "{\"a\":1}"
            })
    void whatIsNoTableOfPricesIsRefusedAsAWhole(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(GatewayException.class);
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        assertThatThrownBy(() -> CsvFile.read(new byte[] {'m', (byte) 0xff, (byte) 0xfe}))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("UTF-8");
    }

    private static PriceFile read(String text) {
        return CsvFile.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
