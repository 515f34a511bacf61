package io.tallyport.web.entry;

import io.tallyport.limit.BodyBudget;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;

/** Puts {@link Entry} before the servlet container; found by the server through META-INF/services. */
public class EntryExtension implements ServletExtension {

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        // looked up here, since an I/O thread has no deployment to look it up in
        BodyBudget budget = CDI.current().select(BodyBudget.class).get();
        deployment.addInitialHandlerChainWrapper(next -> new Entry(next, budget));
    }
}
