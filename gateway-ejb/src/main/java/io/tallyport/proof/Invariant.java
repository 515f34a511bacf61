package io.tallyport.proof;

/**
 * One rule that the books must keep at any moment.
 *
 * @param sql a query over {@code scope} with one row per thing looked at: {@code wallet_id}, and {@code breach}, null where
 *     the rule holds
 * @param fullOnly whether it makes sense only when everything is read
 * @param over what it is looked at in parts of: {@code wallets}, {@code entries}, {@code everything} or a table's column of
 *     ids
 */
public record Invariant(String name, boolean fullOnly, Severity severity, String over, String sql) {

    /** What a breach does. */
    public enum Severity {
        /** The wallet is stopped, and people are told. */
        STOP,
        /** People are told. */
        ALERT,
        /** It stands in the report. */
        REPORT
    }
}
