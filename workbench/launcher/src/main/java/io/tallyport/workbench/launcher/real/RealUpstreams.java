package io.tallyport.workbench.launcher.real;

import io.tallyport.workbench.launcher.setup.UpstreamProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Accounts at real providers, when their keys are in the environment or a configuration file; with none, the simulator
 * stands in.
 */
public record RealUpstreams(List<UpstreamProvider> providers, Map<String, String> environment) {

    private record Provider(String name, String protocol, String baseUrl, String keyVariable) {
        String credential() {
            return "TALLYPORT_UPSTREAM_" + name.toUpperCase(Locale.ROOT) + "_KEY";
        }

        /** With one account; Mistral's streams bring usage unasked. */
        UpstreamProvider upstream(String url) {
            return new UpstreamProvider(
                            name,
                            protocol,
                            url,
                            List.of(name),
                            false,
                            name.equals("openai"),
                            name.equals("mistral"),
                            List.of())
                    .withAccount(credential());
        }
    }

    private static final List<Provider> PROVIDERS = List.of(
            new Provider("openai", "openai", "https://api.openai.com/v1", "OPENAI_API_KEY"),
            new Provider("anthropic", "anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY"),
            new Provider("google", "gemini", "https://generativelanguage.googleapis.com", "GEMINI_API_KEY"),
            new Provider("deepseek", "openai", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
            new Provider("moonshot", "openai", "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY"),
            new Provider("mistral", "openai", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
            new Provider("xai", "openai", "https://api.x.ai/v1", "XAI_API_KEY"));

    /** The file's {@code openai.api-key} and {@code openai.base-url} (or another provider's) go before the variables. */
    public static RealUpstreams find(Optional<Path> file, Map<String, String> variables) {
        Properties properties = ConfigFile.read(file);
        List<UpstreamProvider> upstreams = new ArrayList<>();
        Map<String, String> environment = new HashMap<>();
        for (Provider provider : PROVIDERS) {
            String key = properties.getProperty(
                    provider.name() + ".api-key", variables.getOrDefault(provider.keyVariable(), ""));
            if (key.isBlank()) {
                continue;
            }
            String baseUrl = properties.getProperty(provider.name() + ".base-url", provider.baseUrl());
            environment.put(provider.credential(), key.strip());
            upstreams.add(provider.upstream(baseUrl));
        }
        return new RealUpstreams(upstreams, environment);
    }

    public boolean isEmpty() {
        return providers.isEmpty();
    }
}
