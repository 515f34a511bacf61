package io.tallyport.provider;

import io.tallyport.chat.WireFormat;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Every wire format there is, by name. */
@ApplicationScoped
public class Formats {
    @Inject
    @Any
    private Instance<Surface> foundSurfaces;

    @Inject
    @Any
    private Instance<Provider> foundProviders;

    private final Map<WireFormat, Surface> surfaces = new EnumMap<>(WireFormat.class);
    private final Map<WireFormat, Provider> providers = new EnumMap<>(WireFormat.class);

    @PostConstruct
    void index() {
        foundSurfaces.forEach(surface -> surfaces.put(surface.format(), surface));
        foundProviders.forEach(provider -> providers.put(provider.format(), provider));
    }

    public Surface surface(WireFormat format) {
        return Objects.requireNonNull(surfaces.get(format));
    }

    public Provider provider(WireFormat format) {
        return Objects.requireNonNull(providers.get(format));
    }
}
