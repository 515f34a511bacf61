package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.dialect.Asked.Refusal;

/** Refusals without a provider's words: for what a test asked of the simulator itself, and for nonsense. */
final class Refusals {
    private Refusals() {}

    static Refusal badDirective(String message) {
        return new Refusal(400, "simulator: " + message, null, "simulator");
    }

    static Refusal unreadable() {
        return new Refusal(400, "The request cannot be read.", null, null);
    }

    static Refusal noRecording(String name) {
        return new Refusal(404, "simulator: no recording " + name, null, "simulator");
    }
}
