package io.tallyport.outbound;

import io.tallyport.error.GatewayException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Sends to where customers say, as long as that is on the public Internet. */
@ApplicationScoped
public class Outbound {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    @ConfigProperty(name = "tallyport.notify.allow-private-targets", defaultValue = "false")
    private boolean allowLoopback;

    @Resource
    private ManagedThreadFactory threads;

    private @Nullable ScheduledExecutorService deadlines;
    private @Nullable OutboundClient client;

    @PostConstruct
    void start() {
        deadlines = Executors.newSingleThreadScheduledExecutor(threads);
        client = new OutboundClient(resolver(), deadlines, PATIENCE);
    }

    private PinnedResolver resolver() {
        return new PinnedResolver(InetAddress::getAllByName, allowLoopback);
    }

    /**
     * Checks where somebody wants to be sent to. A name that has no address now may have one later.
     *
     * @throws GatewayException 400 that names the field
     */
    public URI requireTarget(String field, String url) {
        URI target = Target.parse(field, url, allowLoopback);
        try {
            resolver().resolve(Target.host(target));
        } catch (TargetRefused e) {
            throw GatewayException.invalid(field, field + " must be on the public Internet: " + e.getMessage() + ".");
        } catch (UnknownHostException e) {
            return target;
        }
        return target;
    }

    /** Takes 20 seconds at most; no transaction may be open. What goes wrong is part of the answer. */
    public Posted post(URI target, Map<String, String> headers, byte[] body) {
        return Objects.requireNonNull(client).post(target, headers, body);
    }

    @PreDestroy
    void stop() {
        try {
            Objects.requireNonNull(client).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Objects.requireNonNull(deadlines).shutdownNow();
        }
    }
}
