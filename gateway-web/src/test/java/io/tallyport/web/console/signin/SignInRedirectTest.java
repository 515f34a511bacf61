package io.tallyport.web.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInRedirectTest {

    @Test
    void leadsBackToThePageThatWasAskedFor() {
        assertThat(SignInRedirect.target("/console/call.xhtml?id=req_1")).isEqualTo("/console/call.xhtml?id=req_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "/v1/models",
                "/console/sign-in.xhtml"
            })
    void neverLeadsElsewhere(String asked) {
        assertThat(SignInRedirect.target(asked)).isEqualTo("/console/organisations.xhtml");
    }
}
