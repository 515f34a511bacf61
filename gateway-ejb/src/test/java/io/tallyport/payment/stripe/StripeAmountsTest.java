package io.tallyport.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallyport.error.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountsTest {
    @ParameterizedTest
    @CsvSource({
        "EUR, 3966, 3966",
        "JPY, 500, 500",
        "KRW, 500, 500",
        "HUF, 1045, 1045",
        "TWD, 80050, 80050",
        "ISK, 5, 500",
        "UGX, 5, 500",
        "MGA, 500, 5",
        "KWD, 5120, 5120",
        "CLP, 990, 990"
    })
    void eachCurrencyIsWrittenAsStripeWritesIt(String currency, long minor, long stripe) {
        assertThat(StripeAmounts.toStripe(currency, minor)).isEqualTo(stripe);
        assertThat(StripeAmounts.fromStripe(StripeAmounts.stripe(currency), stripe))
                .isEqualTo(minor);
    }

    @Test
    void whatStripeCannotChargeIsRefusedAndNeverRounded() {
        assertThatThrownBy(() -> StripeAmounts.toStripe("KWD", 5_124)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> StripeAmounts.toStripe("MGA", 550)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> StripeAmounts.fromStripe("isk", 505)).isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> StripeAmounts.toStripe("ISK", Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }
}
