package io.tallyport.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.BalanceTransaction;
import com.stripe.net.ApiResource;
import io.tallyport.payment.BalanceLine;
import io.tallyport.payment.BalanceLine.Type;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeBalanceTest {

    @ParameterizedTest
    @DisplayName("a line names the refund or dispute that it is about, and the payment")
    @CsvSource(nullValues = "-", textBlock = """
            charge, charge, CHARGE, -
            refund, refund, REFUND, x_1
            refund_failure, refund, REFUND_FAILURE, x_1
            dispute, dispute, DISPUTE, x_1
            dispute_reversal, dispute, DISPUTE_REVERSAL, x_1
            """)
    void aLineNamesItsSource(String category, String object, Type type, String source) {
        BalanceTransaction transaction =
                ApiResource.GSON.fromJson("""
                {"id": "txn_1", "object": "balance_transaction", "amount": -5, "currency": "eur", "fee": 1, "created": 1790000000,
                 "reporting_category": "%s", "source": {"id": "x_1", "object": "%s", "payment_intent": "pi_1"}}
                """.formatted(category, object), BalanceTransaction.class);
        BalanceLine line = StripeBalance.line(transaction);
        assertThat(line.type()).isEqualTo(type);
        assertThat(line.paymentId()).isEqualTo("pi_1");
        assertThat(line.sourceId()).isEqualTo(source);
    }
}
