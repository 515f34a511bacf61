package io.tallyport.workbench.launcher.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
    @Test
    void theFileIsForItsOwnerAlone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deep/setup.json");

        new Setup().write(file);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theFileHoldsWhatTheGatewayReads(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("setup.json");

        new Setup()
                .user("a@x.example", "A", "pw-a", "finance", "operator")
                .user("b@x.example", "B", "pw-b")
                .organisation("Poor \"Ltd\"", "sk-tp-1", "0.02", new Setup.Contract(5, 900_000))
                .upstreamAccount(new Setup.UpstreamAccount(
                        "one",
                        "openai",
                        "http://127.0.0.1:1/v1",
                        "SECRET",
                        true,
                        true,
                        false,
                        List.of("xai", "mistral")))
                .ipExemption("127.0.0.1")
                .write(file);

        assertThat(Files.readString(file).replaceAll("\\s+", "")).isEqualTo("""
                        {"users":[
                        {"email":"a@x.example","name":"A","password":"pw-a","roles":["finance","operator"]},
                        {"email":"b@x.example","name":"B","password":"pw-b","roles":[]}],
                        "organisations":[{"name":"Poor \\"Ltd\\"","keys":[{"name":"first","secret":"sk-tp-1"}],
                        "contract":{"requestsPerMinute":5,"multiplierPpm":900000},
                        "openingBalance":{"credits":"0.02","reason":"opening balance",
                        "actor":"a@x.example","approver":"b@x.example"}}],
                        "upstreamAccounts":[
                        {"name":"one","protocol":"openai","baseUrl":"http://127.0.0.1:1/v1","credential":"SECRET",
                        "simulator":true,"responses":true,"noStreamOptions":false,"providers":["xai","mistral"]}],
                        "ipExemptions":["127.0.0.1"]}
                        """.replaceAll("\\s+", ""));
    }

    @Test
    void anOpeningBalanceTakesTwoUsers() {
        Setup alone = new Setup().user("a@x.example", "A", "pw");

        assertThatThrownBy(() -> alone.organisation("Org", Setup.newKey(), "1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNewKeyHasAPublicIdAndASecret() {
        assertThat(Setup.newKey()).matches("sk-tp-[A-Za-z0-9]{55}").isNotEqualTo(Setup.newKey());
    }
}
