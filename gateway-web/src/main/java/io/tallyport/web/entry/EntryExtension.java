package io.tallyport.web.entry;

import io.tallyport.key.ApiKeys;
import io.tallyport.limit.BodyBudget;
import io.tallyport.limit.Connections;
import io.tallyport.limit.Limits;
import io.tallyport.tier.Tiers;
import io.tallyport.web.Api;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts {@link Entry} before the servlet container; found by the server through META-INF/services. */
public class EntryExtension implements ServletExtension {

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        // looked up here, since an I/O thread has no deployment to look it up in
        BodyBudget budget = CDI.current().select(BodyBudget.class).get();
        ApiKeys keys = CDI.current().select(ApiKeys.class).get();
        Tiers tiers = CDI.current().select(Tiers.class).get();
        EntryExecutor executor = new EntryExecutor();
        AddressGate gate = new AddressGate(
                CDI.current().select(Limits.class).get(),
                CDI.current().select(Connections.class).get(),
                ConfigProvider.getConfig()
                        .getOptionalValue("tallyport.behind-proxy", Boolean.class)
                        .orElse(false));
        deployment.addOuterHandlerChainWrapper(PastSignIn::new);
        deployment.addInitialHandlerChainWrapper(next -> new Entry(next, budget, keys, tiers, executor, gate));
        deployment.setAsyncExecutor(executor);
        Objects.requireNonNull(deployment.getServlets().get(Api.class.getName()))
                .setExecutor(executor);
    }
}
