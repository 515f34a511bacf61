package io.tallyport.vatid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/** Asks whether a VAT identifier is valid, and keeps what was said. */
@ApplicationScoped
public class VatIds {
    private static final Logger LOG = System.getLogger(VatIds.class.getName());

    @Inject
    private ViesRegister register;

    @Inject
    private VatIdCheckStore store;

    /**
     * Asks the register, which takes a second, at worst some fifteen; no transaction may be open.
     *
     * @param requester our own identifier, for a consultation number
     */
    public VatIdCheck check(VatId vatId, @Nullable VatId requester) {
        return store.insert(vatId, requester, verdict(vatId, requester));
    }

    /** What the register said last, whoever asked. */
    public Optional<VatIdCheck> newest(VatId vatId) {
        return store.newest(vatId);
    }

    public Optional<VatIdCheck> find(long checkId) {
        return store.find(checkId);
    }

    private Verdict verdict(VatId vatId, @Nullable VatId requester) {
        Vies.Question question = new Vies.Question(
                vatId.prefix(),
                vatId.number(),
                requester == null ? null : requester.prefix(),
                requester == null ? null : requester.number());
        try {
            return register.ask(question);
        } catch (ViesRegister.NoVerdict | ViesRegister.Unreachable e) {
            LOG.log(Level.WARNING, "The register of VAT identifiers gave no verdict on one of " + vatId.prefix(), e);
            return Verdict.unavailable(String.valueOf(e.getMessage()));
        } catch (CircuitBreakerOpenException e) {
            return Verdict.unavailable("CIRCUIT_OPEN");
        }
    }
}
