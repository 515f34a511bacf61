package io.tallyport.providerusage;

import io.tallyport.usage.TokenCounts;
import java.time.LocalDate;

/**
 * What our books say that calls of one day and model used on an account.
 *
 * @param model of the price book
 * @param tokens of the attempts that answered
 * @param costNano of all attempts, nano-USD
 * @param calls attempts that answered
 * @param estimated those among them whose tokens are not the provider's final count
 * @param failed attempts that did not answer, and {@code failedNano} what they cost
 */
public record Accrual(
        LocalDate day,
        String model,
        TokenCounts tokens,
        long costNano,
        long calls,
        long estimated,
        long failed,
        long failedNano) {

    static Accrual none(LocalDate day, String model) {
        return new Accrual(day, model, TokenCounts.NONE, 0, 0, 0, 0, 0);
    }
}
