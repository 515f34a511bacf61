package io.tallyport.workbench.launcher.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
                .operatorKey("mine", "ok-tp-1")
                .user("b@x.example", "B", "pw-b")
                .organisation("Poor \"Ltd\"", "sk-tp-1", "0.02", new Setup.Contract(5, 900_000))
                .routed(Setup.Routing.of("SPREAD"))
                .upstream(UpstreamProvider.of("one", "openai", "http://127.0.0.1:1/v1", "xai", "mistral")
                        .simulated()
                        .servingResponses()
                        .with(List.of(
                                UpstreamProvider.Account.of("first", "SECRET"),
                                UpstreamProvider.Account.of("second", "OTHER")
                                        .in("fast", "eu")
                                        .weighing(50)
                                        .limitedTo(OptionalInt.of(7), OptionalLong.of(8), OptionalInt.of(9)))))
                .ipExemption("127.0.0.1")
                .write(file);

        assertThat(Files.readString(file).replaceAll("\\s+", "")).isEqualTo("""
                        {"users":[
                        {"email":"a@x.example","name":"A","password":"pw-a","roles":["finance","operator"],
                        "operatorKeys":[{"name":"mine","secret":"ok-tp-1"}]},
                        {"email":"b@x.example","name":"B","password":"pw-b","roles":[]}],
                        "organisations":[{"name":"Poor \\"Ltd\\"","keys":[{"name":"first","secret":"sk-tp-1"}],
                        "contract":{"requestsPerMinute":5,"multiplierPpm":900000},
                        "openingBalance":{"credits":"0.02","reason":"opening balance",
                        "actor":"a@x.example","approver":"b@x.example"},
                        "routing":{"mode":"SPREAD","choosesAccount":false}}],
                        "upstreamProviders":[
                        {"name":"one","protocol":"openai","baseUrl":"http://127.0.0.1:1/v1",
                        "simulator":true,"responses":true,"noStreamOptions":false,"serves":["xai","mistral"],
                        "accounts":[{"name":"first","credential":"SECRET"},
                        {"name":"second","credential":"OTHER","group":"fast","region":"eu","weight":50,
                        "requestsPerMinute":7,"tokensPerMinute":8,"concurrency":9}]}],
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
