package io.tallyport.bed;

import io.tallyport.bed.books.Books;

/** An organisation with one key. */
public record Customer(String name, String key, long walletId) {

    static Customer of(String name, String key, Books books) {
        return new Customer(name, key, books.number("SELECT id FROM organisation WHERE name = ?", name));
    }

    /** The key's public part. */
    public String keyId() {
        return key.substring("sk-tp-".length(), "sk-tp-".length() + 12);
    }
}
