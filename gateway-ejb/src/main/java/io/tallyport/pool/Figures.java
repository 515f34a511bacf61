package io.tallyport.pool;

/**
 * Sums over calls of one model at one account.
 *
 * @param calls attempts that were sent
 * @param limited answered 429
 * @param failed not answered, or with another error of the account's own
 * @param firstTokens how many times a first token came, and {@code firstTokenMicros} after how long, in sum
 */
public record Figures(
        long calls,
        long succeeded,
        long limited,
        long failed,
        long firstTokens,
        long firstTokenMicros,
        long outputTokens,
        long outputMicros,
        long promptTokens,
        long cachedTokens) {

    boolean isNothing() {
        return calls + succeeded + limited + failed == 0;
    }
}
