package io.tallyport.bed.books;

import io.tallyport.bed.Bed;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The shared bed's books must be consistent, whatever a test was about: what is new after each test, everything after each
 * class.
 */
public final class BooksCheck implements AfterEachCallback, AfterAllCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        Bed.shared().books().assertLatestConsistent();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Bed.shared().books().assertConsistent();
    }
}
