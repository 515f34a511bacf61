package io.tallyport.provider.openai.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.Target;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Puts every kind of value in every place of a request that has everything. */
class MalformedRequestsTest {
    private static final String EVERYTHING = """
            {"model":"m","stream":true,"max_tokens":5,"temperature":1,"stop":["a"],"seed":1,"logit_bias":{"1":2},
             "reasoning_effort":"low","thinking":{"type":"enabled","budget_tokens":2000,"display":"omitted"},
             "output_config":{"effort":"low"},"user":"u","parallel_tool_calls":true,"tool_choice":{"type":"function",
             "function":{"name":"f"}},"cache_control":{"type":"ephemeral","ttl":"5m"},"modalities":["text"],
             "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{},"strict":true,"description":"d"}},
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
             "messages":[{"role":"system","content":"s"},
              {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},
               {"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}},
               {"type":"file","file":{"filename":"f","file_data":"data:text/plain;base64,AA=="}},
               {"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]},
              {"role":"assistant","content":[{"type":"refusal","refusal":"r"}],"reasoning_content":"r",
               "thinking_blocks":[{"type":"thinking","thinking":"t","signature":"s"}],
               "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"c","content":"r"}]}""";

    private static final List<String> VALUES = List.of(
            "null", "true", "7", "-1.5", "1e400", "\"\"", "\"x\"", "[]", "[null]", "[[7]]", "{}", "{\"type\":7}");

    @Test
    void nothingButARefusalByNameComesOfThem() {
        ObjectNode whole = tree();
        assertThat(ConversationReader.read(JsonTree.bytes(whole)).turns()).hasSize(3);
        List<String> pointers = new ArrayList<>();
        pointers(whole, "", pointers);
        assertThat(pointers).hasSizeGreaterThan(80);
        for (String pointer : pointers) {
            for (String value : VALUES) {
                readAndWritten(replaced(pointer, value), pointer + " = " + value);
            }
        }
    }

    private static void readAndWritten(byte[] body, String what) {
        for (Target target : List.of(Targets.GPT_5, Targets.MISTRAL)) {
            try {
                ConversationWriter.write(ConversationReader.read(body), target);
            } catch (GatewayException refusal) {
                assertThat(refusal.status()).as(what).isEqualTo(400);
                assertThat(refusal.param()).as(what).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
        }
    }

    private static byte[] replaced(String pointer, String value) {
        ObjectNode tree = tree();
        int last = pointer.lastIndexOf('/');
        JsonNode holder = tree.at(pointer.substring(0, last));
        JsonNode put = JsonTree.value(value).orElseThrow();
        String name = pointer.substring(last + 1);
        switch (holder) {
            case ObjectNode object -> object.set(name, put);
            case ArrayNode array -> array.set(Integer.parseInt(name), put);
            default -> throw new AssertionError(pointer);
        }
        return JsonTree.bytes(tree);
    }

    private static void pointers(JsonNode node, String pointer, List<String> found) {
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            found.add(pointer + "/" + i);
            pointers(node.get(i), pointer + "/" + i, found);
        }
        node.properties().forEach(field -> {
            found.add(pointer + "/" + field.getKey());
            pointers(field.getValue(), pointer + "/" + field.getKey(), found);
        });
    }

    private static ObjectNode tree() {
        return JsonTree.request(EVERYTHING.getBytes(StandardCharsets.UTF_8));
    }
}
