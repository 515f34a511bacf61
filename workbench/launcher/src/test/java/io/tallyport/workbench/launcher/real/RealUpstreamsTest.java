package io.tallyport.workbench.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.workbench.launcher.setup.UpstreamProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealUpstreamsTest {
    @Test
    void withoutAKeyThereIsNone() {
        assertThat(RealUpstreams.find(Optional.empty(), Map.of("OPENAI_API_KEY", " "))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aKeyInTheEnvironmentMakesAnAccountThatNamesItAndDoesNotHoldIt() {
        RealUpstreams real = RealUpstreams.find(Optional.empty(), Map.of("ANTHROPIC_API_KEY", "k"));

        assertThat(real.providers())
                .containsExactly(UpstreamProvider.of("anthropic", "anthropic", "https://api.anthropic.com", "anthropic")
                        .with(List.of(UpstreamProvider.Account.of("anthropic", "TALLYPORT_UPSTREAM_ANTHROPIC_KEY"))));
        assertThat(real.environment()).containsExactly(Map.entry("TALLYPORT_UPSTREAM_ANTHROPIC_KEY", "k"));
    }

    @Test
    void theFileGoesBeforeTheEnvironment(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("tallyport.properties"),
                "openai.api-key=from-file\nopenai.base-url=http://127.0.0.1:9/v1\n");

        RealUpstreams real = RealUpstreams.find(Optional.of(file), Map.of("OPENAI_API_KEY", "from-environment"));

        assertThat(real.environment()).containsValue("from-file");
        assertThat(real.providers()).singleElement().satisfies(provider -> assertThat(provider.baseUrl())
                .isEqualTo("http://127.0.0.1:9/v1"));
    }
}
