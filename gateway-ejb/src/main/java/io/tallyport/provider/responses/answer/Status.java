package io.tallyport.provider.responses.answer;

import java.util.Locale;

/** How far an answer, or an item of it, has come. */
enum Status {
    IN_PROGRESS,
    COMPLETED,
    INCOMPLETE;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
