package io.tallyport.key;

/** What a management key may do; each role includes those before it. Keys for calls have READ. */
public enum KeyRole {
    /** Usage, statements, orders, documents. */
    READ,
    /** Orders, payment and billing details too. */
    BILLING,
    /** Everything, webhook endpoints included. */
    OWNER;

    public boolean includes(KeyRole other) {
        return compareTo(other) >= 0;
    }
}
