package io.tallyport.einvoice;

import io.tallyport.document.InvoiceContent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a draft must pass before it gets a number; with a provisional one, which no rule looks at. Our own rules and the official
 * ones both must let it through.
 */
@ApplicationScoped
public class Gate {
    private volatile @Nullable Schematron official;

    /**
     * Why a draft must not be issued; empty: it may.
     *
     * @param before what was refunded of the same lots before, for a credit note and for what replaces it
     */
    public List<String> check(InvoiceContent draft, Credited before) {
        return check(Cii.write(draft), draft, before);
    }

    /** @param xml of the draft */
    List<String> check(byte[] xml, InvoiceContent draft, Credited before) {
        List<String> findings = new ArrayList<>(OwnRules.check(CiiReading.of(xml), draft, before));
        findings.addAll(official().check(xml));
        return findings;
    }

    /** Compiling takes seconds: not before it is needed, and once. */
    Schematron official() {
        @Nullable Schematron compiled = official;
        return compiled == null ? compile() : compiled;
    }

    private synchronized Schematron compile() {
        @Nullable Schematron compiled = official;
        if (compiled == null) {
            compiled = new Schematron("CII");
            official = compiled;
        }
        return compiled;
    }
}
