package io.tallyport.vatid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallyport.error.GatewayException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VatIdTest {

    @ParameterizedTest
    @DisplayName("as people write it: spaces, lower case, dots")
    @CsvSource({
        "de 100 000 016, DE100000016",
        "FR 88 100 000 009, FR88100000009",
        "ESB-00000018, ESB00000018",
        "nl.1000.00010.B01, NL100000010B01",
    })
    void isReadAsPeopleWriteIt(String written, String expected) {
        assertThat(VatId.parse(written)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "DE",
                "100000016",
                "DE100000017",
                "DE10000001",
                "XX123456789",
                "EU276000017",
                "DE1000000166",
                "<b>"
            })
    void isRefusedWhereThereCanBeNone(String written) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> VatId.parse(written))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo("vat_id"));
    }

    @Test
    void greeceHasAPrefixOfItsOwn() {
        assertThat(VatId.parse("EL 094259216").prefix()).isEqualTo("EL");
    }
}
