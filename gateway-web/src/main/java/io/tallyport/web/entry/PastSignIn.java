package io.tallyport.web.entry;

import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.impl.SecurityContextImpl;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletDispatchingHandler;
import org.jspecify.annotations.Nullable;

/**
 * Leads API requests past the container's sign-in, which is for people: it costs time on every request and insists on a
 * worker thread. An API request is named by its key.
 *
 * @param signIn the container's way to the servlets
 */
record PastSignIn(HttpHandler signIn) implements HttpHandler {
    private static final IdentityManager NOBODY = new NobodySignsIn();

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (Inbound.isAttachedTo(exchange)) {
            exchange.setSecurityContext(new SecurityContextImpl(exchange, NOBODY));
            ServletDispatchingHandler.INSTANCE.handleRequest(exchange);
            return;
        }
        signIn.handleRequest(exchange);
    }

    private static final class NobodySignsIn implements IdentityManager {
        @Override
        public @Nullable Account verify(Account account) {
            return null;
        }

        @Override
        public @Nullable Account verify(String id, Credential credential) {
            return null;
        }

        @Override
        public @Nullable Account verify(Credential credential) {
            return null;
        }
    }
}
