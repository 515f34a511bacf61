package io.tallyport.bed;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After each test the shared bed's books must be consistent, whatever the test was about. */
public final class BooksCheck implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        Bed.shared().books().assertConsistent();
    }
}
