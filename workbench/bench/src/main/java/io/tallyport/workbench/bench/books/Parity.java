package io.tallyport.workbench.bench.books;

/**
 * Whether upstream and books agree on one run's calls.
 *
 * @param upstream billable calls as the simulator tallied and nginx counted them
 * @param usageRows charged ones
 * @param transactions of kind P4
 * @param tokens difference between the simulator's tally and the usage rows, prompt and output
 * @param moneyNano differences between rating, usage rows, ledger and wallet, added up without their signs
 */
public record Parity(long upstream, long usageRows, long transactions, long tokens, long moneyNano, long debitNano) {

    /** Everything served so far, on both sides. */
    public record Standing(Books books, Served simulated, long answeredByNginx) {}

    public static Parity between(Standing before, Standing after) {
        Books old = before.books();
        Books now = after.books();
        Served simulated = after.simulated().minus(before.simulated());
        Served charged = now.simulated().minus(old.simulated());
        long debit = now.debit() - old.debit();
        long money = Math.abs(debit - (now.rated() - old.rated()))
                + Math.abs(debit - (now.consumed() - old.consumed()))
                + Math.abs(debit - (old.wallets() - now.wallets()));
        return new Parity(
                simulated.calls() + after.answeredByNginx() - before.answeredByNginx(),
                now.total().minus(old.total()).calls(),
                now.transactions() - old.transactions(),
                Math.abs(simulated.promptTokens() - charged.promptTokens())
                        + Math.abs(simulated.outputTokens() - charged.outputTokens()),
                money,
                debit);
    }

    public boolean holds() {
        return upstream == usageRows && usageRows == transactions && tokens == 0 && moneyNano == 0;
    }

    public String line() {
        return ("upstream calls %d = usage rows with debit > 0 %d = P4 transactions %d; tokens differ by %d;"
                        + " charged %d nano-credits, difference in money %d: %s")
                .formatted(
                        upstream,
                        usageRows,
                        transactions,
                        tokens,
                        debitNano,
                        moneyNano,
                        holds() ? "holds" : "DOES NOT HOLD");
    }
}
