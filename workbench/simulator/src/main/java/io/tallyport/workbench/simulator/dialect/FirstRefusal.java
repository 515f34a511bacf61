package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.dialect.Asked.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hears all complaints about a request and remembers the first. */
public final class FirstRefusal {
    private @Nullable Refusal first;

    public void add(Refusal refusal) {
        if (first == null) {
            first = refusal;
        }
    }

    public Optional<Refusal> get() {
        return Optional.ofNullable(first);
    }
}
