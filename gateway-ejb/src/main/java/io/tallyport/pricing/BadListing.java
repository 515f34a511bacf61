package io.tallyport.pricing;

/** Why one model of a file cannot be taken; the others can. */
final class BadListing extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadListing(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        String reason = getMessage();
        return reason == null ? "" : reason;
    }
}
