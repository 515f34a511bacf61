package io.tallyport.workbench.bench.affinity;

import java.util.Optional;

/** What is run, in this order. */
enum Scenario {
    SINGLE("single account", "account=" + AffinityRig.accountName(0), "", 0),
    SPREAD("spread", "spread", "", 0),
    AFFINITY("affinity", "affinity", "", 0),
    REFUSING("one account closes", "affinity", "\"refuse\":true", 0),
    OVERLOADED("one account answers 529", "affinity", "\"status\":529", 0),
    SILENT("one account is silent", "affinity", "\"delay_ms\":600000", 0),
    HOT("hot tenant", "affinity", "", 0.4);

    private final String label;
    private final String routing;
    private final String outage;
    private final double hotShare;

    Scenario(String label, String routing, String outage, double hotShare) {
        this.label = label;
        this.routing = routing;
        this.outage = outage;
        this.hotShare = hotShare;
    }

    String label() {
        return label;
    }

    /** The header by which every call asks for it. */
    String routing() {
        return routing;
    }

    /** What one account does for a while, as fields of a simulator's condition. */
    Optional<String> outage() {
        return outage.isEmpty() ? Optional.empty() : Optional.of(outage);
    }

    /** Share of all conversations that one agent of one organisation has. */
    double hotShare() {
        return hotShare;
    }
}
