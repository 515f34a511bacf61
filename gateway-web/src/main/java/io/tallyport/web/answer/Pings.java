package io.tallyport.web.answer;

import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says {@code ping} on Messages streams that have been silent for a while, so that nothing on their way gives up. */
@Singleton
@Startup
@Lock(LockType.READ)
public class Pings {
    private static final byte[] PING = "event: ping\ndata: {\"type\": \"ping\"}\n\n".getBytes(StandardCharsets.UTF_8);

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    @Inject
    @ConfigProperty(name = "tallyport.stream.ping-after", defaultValue = "PT15S")
    private Duration silence;

    @Inject
    private Intervals intervals;

    /** Keeps the stream from being silent until it is closed. */
    public void watch(EventStream stream) {
        streams.add(stream);
    }

    @PostConstruct
    void start() {
        intervals.every(Duration.ofSeconds(1), "ping silent streams", this::pingTheSilent);
    }

    private void pingTheSilent() {
        streams.removeIf(EventStream::isOver);
        streams.forEach(stream -> stream.writeIfSilent(silence.toNanos(), PING));
    }
}
