package io.tallyport.workbench.simulator.dialect.gemini;

import java.util.Optional;

/** What {@code /v1beta/models/MODEL:OPERATION} names. */
record ModelPath(String model, String operation) {
    private static final String MODELS = "/v1beta/models/";

    static Optional<ModelPath> of(String path) {
        int colon = path.lastIndexOf(':');
        if (!path.startsWith(MODELS) || colon < MODELS.length()) {
            return Optional.empty();
        }
        return Optional.of(new ModelPath(path.substring(MODELS.length(), colon), path.substring(colon + 1)));
    }
}
