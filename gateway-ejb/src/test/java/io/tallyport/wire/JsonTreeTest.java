package io.tallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1.50}", "[1]", " 7\n", "\"x\"", "null"})
    void aTextOfJsonIsAValue(String text) {
        assertThat(JsonTree.value(text)).map(JsonTree::text).hasValue(text.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\":1} and more", "{}{}", "{", "Hello"})
    void anyOtherTextIsNone(String text) {
        assertThat(JsonTree.value(text)).isEmpty();
    }
}
