package io.tallyport.web.entry;

import io.tallyport.key.ApiKeys;
import io.tallyport.limit.BodyBudget;
import io.tallyport.tier.Tiers;
import io.tallyport.web.Api;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import java.util.Objects;

/** Puts {@link Entry} before the servlet container; found by the server through META-INF/services. */
public class EntryExtension implements ServletExtension {

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        // looked up here, since an I/O thread has no deployment to look it up in
        BodyBudget budget = CDI.current().select(BodyBudget.class).get();
        ApiKeys keys = CDI.current().select(ApiKeys.class).get();
        Tiers tiers = CDI.current().select(Tiers.class).get();
        EntryExecutor executor = new EntryExecutor();
        deployment.addOuterHandlerChainWrapper(PastSignIn::new);
        deployment.addInitialHandlerChainWrapper(next -> new Entry(next, budget, keys, tiers, executor));
        deployment.setAsyncExecutor(executor);
        Objects.requireNonNull(deployment.getServlets().get(Api.class.getName()))
                .setExecutor(executor);
    }
}
