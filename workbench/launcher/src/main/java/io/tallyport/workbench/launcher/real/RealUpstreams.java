package io.tallyport.workbench.launcher.real;

import io.tallyport.workbench.launcher.setup.Setup;
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
public record RealUpstreams(List<Setup.UpstreamAccount> accounts, Map<String, String> environment) {

    private record Provider(String name, String protocol, String baseUrl, String keyVariable) {
        String credential() {
            return "TALLYPORT_UPSTREAM_" + name.toUpperCase(Locale.ROOT) + "_KEY";
        }

        boolean servesResponses() {
            return name.equals("openai");
        }

        /** Its streams bring usage unasked. */
        boolean refusesStreamOptions() {
            return name.equals("mistral");
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
        List<Setup.UpstreamAccount> accounts = new ArrayList<>();
        Map<String, String> environment = new HashMap<>();
        for (Provider provider : PROVIDERS) {
            String key = properties.getProperty(
                    provider.name() + ".api-key", variables.getOrDefault(provider.keyVariable(), ""));
            if (key.isBlank()) {
                continue;
            }
            String baseUrl = properties.getProperty(provider.name() + ".base-url", provider.baseUrl());
            environment.put(provider.credential(), key.strip());
            accounts.add(new Setup.UpstreamAccount(
                    provider.name(),
                    provider.protocol(),
                    baseUrl,
                    provider.credential(),
                    false,
                    provider.servesResponses(),
                    provider.refusesStreamOptions(),
                    List.of(provider.name())));
        }
        return new RealUpstreams(accounts, environment);
    }

    public boolean isEmpty() {
        return accounts.isEmpty();
    }
}
