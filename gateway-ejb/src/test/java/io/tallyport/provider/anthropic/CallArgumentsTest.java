package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallArgumentsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \n{ } ",
                "{\"a\":{\"b\":[1,{}]}}",
                "{\"a\":\"}\"}",
                "{\"a\":\"\\\"}\\\\\"}",
                "{\"a\\\\\":\"{[\"}",
            })
    void anObjectIsWholeAtItsLastBraceHoweverItIsCut(String json) {
        int end = json.lastIndexOf('}');
        for (int cut = 0; cut <= json.length(); cut++) {
            CallArguments arguments = new CallArguments();
            assertThat(arguments.taken(json.substring(0, cut)) + arguments.taken(json.substring(cut)))
                    .isEqualTo(json);
            assertThat(arguments.isWhole()).isTrue();
            CallArguments begun = new CallArguments();
            begun.taken(json.substring(0, cut));
            assertThat(begun.isWhole()).as(json.substring(0, cut)).isEqualTo(cut > end);
        }
    }

    @Test
    void whatFollowsTheObjectIsNotTaken() {
        CallArguments arguments = new CallArguments();
        assertThat(arguments.taken("{}  {\"b\":1}")).isEqualTo("{}  ");
        assertThat(arguments.taken("x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[{}]", "\"{}\"", "x{}"})
    void anythingElseIsNoObject(String text) {
        CallArguments arguments = new CallArguments();
        arguments.taken(text);
        assertThat(arguments.isNoObject()).isTrue();
        assertThat(arguments.isWhole()).isFalse();
        assertThat(CallArguments.object(text).path("INVALID_JSON").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\"}", "{]", "{}{}", "{} x"})
    void aBrokenObjectIsKeptAsText(String text) {
        assertThat(CallArguments.object(text).path("INVALID_JSON").asText()).isEqualTo(text);
    }
}
