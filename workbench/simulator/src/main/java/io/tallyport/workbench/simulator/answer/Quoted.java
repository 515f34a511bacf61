package io.tallyport.workbench.simulator.answer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.jspecify.annotations.Nullable;

/** JSON string literals. */
public final class Quoted {
    private Quoted() {}

    public static String of(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
