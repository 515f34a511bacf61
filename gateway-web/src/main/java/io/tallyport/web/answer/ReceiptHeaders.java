package io.tallyport.web.answer;

import io.tallyport.ledger.Credits;
import io.tallyport.usage.Receipt;
import io.tallyport.usage.UsageEvent.Terms;
import jakarta.ws.rs.core.Response;

/** What a call's answer says of its price: docs/usage-api.md defines each header. */
final class ReceiptHeaders {
    private static final String TIER = "tallyport-tier";
    private static final String OVERHEAD = "tallyport-overhead-us";

    private ReceiptHeaders() {}

    /** Of a plain answer, which is sent after its settlement. */
    static void add(Response.ResponseBuilder head, Receipt receipt) {
        head.header("tallyport-cost", Credits.decimal(receipt.debitNano()))
                .header(TIER, receipt.tier())
                .header("tallyport-cache-saved", Credits.decimal(receipt.cacheSavedNano()))
                .header("tallyport-balance", Credits.decimal(receipt.balanceNano()))
                .header(OVERHEAD, receipt.overheadMicros());
    }

    /** Of a stream, whose price is not known when it begins. */
    static void add(Response.ResponseBuilder head, Terms terms, int overheadMicros) {
        head.header(TIER, terms.tier())
                .header("tallyport-hold", Credits.decimal(terms.holdNano()))
                .header(OVERHEAD, overheadMicros);
    }
}
