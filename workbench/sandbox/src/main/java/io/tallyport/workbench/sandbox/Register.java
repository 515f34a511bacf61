package io.tallyport.workbench.sandbox;

import java.util.List;
import java.util.Map;

/**
 * Stands in for the register of VAT identifiers (VIES): the Commission's test numbers, and longer numbers that begin with
 * them, are answered as its test service does; all others are valid, without a name, as some member states tell none.
 */
final class Register {
    private static final int TEST_NUMBER = 3;
    private static final Map<String, String> FAILURES = Map.ofEntries(
            Map.entry("201", "INVALID_INPUT"),
            Map.entry("202", "INVALID_REQUESTER_INFO"),
            Map.entry("300", "SERVICE_UNAVAILABLE"),
            Map.entry("301", "MS_UNAVAILABLE"),
            Map.entry("302", "TIMEOUT"),
            Map.entry("400", "VAT_BLOCKED"),
            Map.entry("401", "IP_BLOCKED"),
            Map.entry("500", "GLOBAL_MAX_CONCURRENT_REQ"),
            Map.entry("501", "GLOBAL_MAX_CONCURRENT_REQ_TIME"),
            Map.entry("600", "MS_MAX_CONCURRENT_REQ"),
            Map.entry("601", "MS_MAX_CONCURRENT_REQ_TIME"));

    private Register() {}

    /** @param hasRequester whether the question says who asks: then there is a consultation number */
    static Map<String, Object> answer(String country, String number, boolean hasRequester) {
        String test = number.length() < TEST_NUMBER ? number : number.substring(0, TEST_NUMBER);
        if (FAILURES.containsKey(test)) {
            return Map.of("actionSucceed", false, "errorWrappers", List.of(Map.of("error", FAILURES.get(test))));
        }
        boolean isValid = !test.equals("200");
        return Map.of(
                "countryCode",
                country,
                "vatNumber",
                number,
                "valid",
                isValid,
                "requestIdentifier",
                isValid && hasRequester ? "SANDBOX" + country + number : "",
                "name",
                "---",
                "address",
                "---");
    }
}
