package io.tallyport.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallyport.bed.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes a request body a little wrong: in its values, in its structure, or in its bytes. */
final class JsonMutator {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Two of them one in the other are deeper than the gateway reads. */
    private static final int DEEP = 300;

    private static final int LONG = 20_000;

    private final Random random;

    JsonMutator(Random random) {
        this.random = random;
    }

    byte[] mutate(String body) {
        JsonNode tree = Reply.json(body);
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutate(tree);
        }
        byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(10) == 0 ? spoiled(bytes) : bytes;
    }

    private void mutate(JsonNode tree) {
        List<JsonNode> containers = new ArrayList<>();
        collect(tree, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            mutate(object);
        }
        if (container instanceof ArrayNode array) {
            mutate(array);
        }
    }

    private void mutate(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(6) == 0) {
            object.set("field_" + random.nextInt(100), value());
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name, JSON.arrayNode().add(object.get(name)));
            default -> object.set(name, value());
        }
    }

    private void mutate(ArrayNode array) {
        if (array.isEmpty()) {
            array.add(value());
            return;
        }
        int at = random.nextInt(array.size());
        switch (random.nextInt(4)) {
            case 0 -> array.remove(at);
            case 1 -> array.insert(at, array.get(random.nextInt(array.size())).deepCopy());
            default -> array.set(at, value());
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(16)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(-1);
            case 2 -> JSON.numberNode(0);
            case 3 -> JSON.numberNode(1e308);
            case 4 -> JSON.numberNode(Long.MAX_VALUE);
            case 5 -> JSON.textNode("");
            case 6 -> JSON.textNode("\u0000\uD83D\uDE00 \uFFFF \" \\ \n");
            case 7 -> JSON.textNode("x".repeat(LONG));
            case 8 -> JSON.arrayNode();
            case 9 -> JSON.objectNode();
            case 10 -> JSON.booleanNode(true);
            case 11 -> deep();
            case 12 ->
                JSON.arrayNode().add(JSON.objectNode().put("type", "text").put("text", "hi"));
            case 13 -> JSON.objectNode().put("type", "ephemeral").put("ttl", "1h");
            case 14 -> JSON.textNode("none");
            default -> JSON.numberNode(random.nextGaussian() * 100);
        };
    }

    private static JsonNode deep() {
        ArrayNode node = JSON.arrayNode();
        for (int i = 0; i < DEEP; i++) {
            node = JSON.arrayNode().add(node);
        }
        return node;
    }

    private byte[] spoiled(byte[] bytes) {
        byte[] copy = bytes.clone();
        switch (random.nextInt(3)) {
            case 0 -> copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
            case 1 -> {
                return Arrays.copyOf(copy, random.nextInt(copy.length));
            }
            default -> {
                int at = random.nextInt(copy.length);
                int until = Math.min(copy.length, at + 1 + random.nextInt(8));
                Arrays.fill(copy, at, until, (byte) (random.nextBoolean() ? 0xC3 : '{'));
            }
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
