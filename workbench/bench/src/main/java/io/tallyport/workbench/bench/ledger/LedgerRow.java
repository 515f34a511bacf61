package io.tallyport.workbench.bench.ledger;

import java.util.Locale;

/**
 * One load's figures.
 *
 * @param gatewayMicros CPU time of WildFly per settlement
 * @param databaseMicros CPU time of PostgreSQL per settlement
 */
record LedgerRow(
        String load,
        double perSecond,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        long failed,
        double gatewayMicros,
        double databaseMicros) {
    static final String HEAD = String.format(
            Locale.ROOT,
            "%-36s %10s %8s %8s %8s %7s %12s %12s",
            "load",
            "settled/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "failed",
            "WildFly us",
            "PostgreSQL us");

    double cpuMicros() {
        return gatewayMicros + databaseMicros;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-36s %10.0f %8.1f %8.1f %8.1f %7d %12.1f %12.1f",
                load,
                perSecond,
                p50Millis,
                p99Millis,
                p999Millis,
                failed,
                gatewayMicros,
                databaseMicros);
    }
}
