package io.tallyport.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the console says to browsers, and that the API knows nothing of it. */
class ConsoleHeadersIT {
    private static final String CALL =
            "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private final Bed bed = Bed.shared();

    @Test
    void aPageOfTheConsoleIsGuardedAndNotKept() {
        Reply page = bed.get("/console/sign-in.xhtml").send();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-security-policy"))
                .contains("frame-ancestors 'none'", "default-src 'self'", "script-src 'self' 'nonce-")
                .doesNotContain("unsafe-eval");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("referrer-policy")).isEqualTo("same-origin");
        assertThat(page.header("cache-control")).isEqualTo("no-store");
        assertThat(page.header("set-cookie")).isEmpty();
    }

    @Test
    void withoutASessionEveryOtherPageLeadsToTheSignIn() {
        Stream.of("/console", "/console/calls.xhtml", "/console/error.xhtml", "/%63onsole/calls.xhtml")
                .map(path -> bed.get(path).send())
                .forEach(reply -> {
                    assertThat(reply.status()).isEqualTo(302);
                    assertThat(reply.header("location")).contains("/console/sign-in.xhtml?to=");
                    assertThat(reply.header("set-cookie")).isEmpty();
                });
    }

    @Test
    void aFormOfAnotherSiteIsRefused() {
        Reply reply = form(bed.post("/console/sign-in.xhtml"))
                .header("sec-fetch-site", "cross-site")
                .send();
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text()).contains("Not allowed");
    }

    @Test
    void aFormWithoutThePagesNonceIsABadRequest() {
        Reply reply = form(bed.post("/console/sign-in.xhtml")).send();
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("set-cookie")).isEmpty();
    }

    @Test
    void theApiHasNoSessionNoCookieAndNoneOfThesePages() {
        Reply called = bed.chat(bed.customer(), CALL)
                .header("cookie", "tallyport-console=anything")
                .send();
        assertThat(called.status()).as(called.text()).isEqualTo(200);
        Reply refused = bed.post("/v1/chat/completions").json(CALL).send();
        assertThat(refused.status()).isEqualTo(401);
        Reply missing = bed.get("/v1/nothing").send();
        assertThat(missing.status()).isEqualTo(404);
        Stream.of(called, refused, missing, bed.get("/v1/health").send()).forEach(reply -> {
            assertThat(reply.header("set-cookie")).isEmpty();
            assertThat(reply.header("content-security-policy")).isEmpty();
            assertThat(reply.header("content-type")).startsWith("application/json");
        });
    }

    private static Ask form(Ask ask) {
        return ask.header("content-type", "application/x-www-form-urlencoded")
                .body("sign-in=sign-in&email=a%40b.example&password=x&jakarta.faces.ViewState=stateless"
                        .getBytes(UTF_8));
    }
}
