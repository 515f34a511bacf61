package io.tallyport.operator;

import io.tallyport.audit.Actor;
import io.tallyport.audit.Audit;
import io.tallyport.vault.MasterKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The change of the master key, as an operator has it done. Not in one transaction: there may be many values. */
@ApplicationScoped
public class Resealing {
    @Inject
    private MasterKeys keys;

    @Inject
    private Audit audit;

    /** Seals under the first configured key what the others sealed. */
    public MasterKeys.Resealed run(Actor actor) {
        MasterKeys.Resealed done = keys.reseal();
        audit.recordAlone(actor, "secrets.reseal", keys.ids().getFirst(), done);
        return done;
    }
}
