package io.tallyport.provisioning;

import java.util.List;

/**
 * A provider as it stands.
 *
 * @param protocol {@code openai}, {@code anthropic} or {@code gemini}
 * @param onDisconnect {@code drain} or {@code abort}
 * @param fromSetupFile whether the setup file names it, and so says all of this but {@code enabled} at each start
 */
public record ProviderState(
        String name,
        String protocol,
        String baseUrl,
        List<String> serves,
        boolean simulator,
        boolean noStreamOptions,
        boolean responses,
        String onDisconnect,
        boolean enabled,
        boolean fromSetupFile) {}
