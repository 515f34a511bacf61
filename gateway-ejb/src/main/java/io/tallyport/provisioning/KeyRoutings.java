package io.tallyport.provisioning;

import io.tallyport.audit.Actor;
import io.tallyport.audit.Audit;
import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.key.ApiKey;
import io.tallyport.key.ApiKeys;
import io.tallyport.key.KeyRouting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** What organisations' keys say of the way of their calls, as operators set it. */
@ApplicationScoped
public class KeyRoutings {
    @Inject
    private ApiKeys keys;

    @Inject
    private Audit audit;

    /** @throws GatewayException 404 */
    public KeyRouting require(String publicId) {
        return keys.find(publicId)
                .map(ApiKey::routing)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such API key."));
    }

    /** Replaces all of it, on every node within seconds. */
    @Transactional
    public KeyRouting set(String publicId, KeyRouting routing, Actor actor) {
        KeyRouting before = require(publicId);
        keys.route(publicId, routing);
        audit.record(actor, "api_key.route", publicId, before, routing);
        return routing;
    }
}
