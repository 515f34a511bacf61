package io.tallyport.web.models;

import io.tallyport.catalog.Model;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a model stands between its launch and its end, in the words of Anthropic's models API. */
final class Lifecycle {
    static final Set<String> ALL = Set.of("active", "deprecated", "retired");
    static final Set<String> BY_DEFAULT = Set.of("active", "deprecated");

    private Lifecycle() {}

    static String of(Model model) {
        return model.status().equals("listed") ? "active" : model.status();
    }

    static @Nullable String retiresAt(Model model) {
        LocalDate day = model.retiresOn();
        return day == null ? null : day + "T00:00:00Z";
    }
}
