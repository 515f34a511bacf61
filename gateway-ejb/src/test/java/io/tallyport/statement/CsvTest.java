package io.tallyport.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private final StringBuilder written = new StringBuilder();
    private final Csv csv = new Csv(written);

    @Test
    void cellsAreSeparatedByCommasAndRowsEndInCarriageReturnAndLineFeed() {
        csv.text("a").text(null).figure("-1.5").end();
        csv.text("b").end();

        assertThat(written).hasToString("a,,-1.5\r\nb\r\n");
    }

    @Test
    void commasQuotesAndLinesAreQuoted() {
        csv.text("a,b").text("say \"hi\"").text("two\nlines").end();

        assertThat(written).hasToString("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"})
    void textThatASpreadsheetWouldRunGetsAnApostrophe(String text) {
        csv.text(text).end();

        assertThat(written).hasToString("'" + text + "\r\n");
    }

    @Test
    void aCarriageReturnInFrontIsNoWayAround() {
        csv.text("\r=1").end();

        assertThat(written).hasToString("\"'\r=1\"\r\n");
    }
}
