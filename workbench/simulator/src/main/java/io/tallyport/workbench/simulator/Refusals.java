package io.tallyport.workbench.simulator;

import io.tallyport.workbench.simulator.dialect.Asked.Refusal;

/** Refusals that no provider knows: the test itself asked for something that is not there. */
final class Refusals {
    private Refusals() {}

    static Refusal badDirective(String message) {
        return new Refusal(400, "simulator: " + message, null, "simulator");
    }

    static Refusal noRecording(String name) {
        return new Refusal(404, "simulator: no recording " + name, null, "simulator");
    }
}
