package io.tallyport.workbench.simulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.schema.Sample;
import java.util.List;
import java.util.Optional;

/**
 * The functions that a caller offers.
 *
 * @param only the one that must be called, or else empty
 * @param parallel whether more than one may be called at once
 */
public record FunctionOffer(List<Function> functions, Optional<String> only, boolean parallel) {
    private static final int AT_ONCE = 2;

    /** @param schema of its arguments; missing or null for none */
    public record Function(String name, JsonNode schema) {}

    /** The forced one, or the first one, or the first two. */
    public List<Wants.Call> calls() {
        int most = parallel ? AT_ONCE : 1;
        return functions.stream()
                .filter(function -> only.isEmpty() || only.get().equals(function.name()))
                .limit(only.isPresent() ? 1 : most)
                .map(function -> new Wants.Call(function.name(), Sample.object(function.schema())))
                .toList();
    }
}
