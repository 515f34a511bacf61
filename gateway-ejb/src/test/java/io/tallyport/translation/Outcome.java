package io.tallyport.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.ConversationProvider;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What became of a field on its way, in the words of the table in docs/compatibility.md. */
final class Outcome {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_SHOWN = 3;

    private Outcome() {}

    static String of(Field field, ConversationSurface surface, ConversationProvider provider, Target target) {
        Set<String> sent;
        try {
            sent = leaves(field.with(), surface, provider, target);
        } catch (GatewayException refusal) {
            return "**400** `" + surface.inOwnWords(refusal).param() + "`";
        }
        sent.removeAll(leaves(field.without(), surface, provider, target));
        Set<String> paths = sent.stream()
                .map(leaf -> leaf.substring(0, leaf.indexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
        if (paths.isEmpty()) {
            return "not sent";
        }
        return shown(paths);
    }

    /** One path, or the object that all of them stand in. */
    private static String shown(Set<String> paths) {
        String common = paths.iterator().next();
        for (String path : paths) {
            while (!path.equals(common) && !path.startsWith(common + ".")) {
                int dot = common.lastIndexOf('.');
                if (dot < 0) {
                    return paths.stream()
                            .map(each -> "`" + each + "`")
                            .limit(MOST_SHOWN)
                            .collect(Collectors.joining(", "));
                }
                common = common.substring(0, dot);
            }
        }
        return "`" + common + "`";
    }

    private static Set<String> leaves(
            JsonNode request, ConversationSurface surface, ConversationProvider provider, Target target) {
        byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
        Set<String> leaves = new TreeSet<>();
        collect(read(provider.write(surface.conversation(body), target)), "", leaves);
        return leaves;
    }

    /** {@code path value}, with the places in lists left out. */
    private static void collect(JsonNode node, String path, Set<String> leaves) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(child -> collect(
                            child.getValue(), path.isEmpty() ? child.getKey() : path + "." + child.getKey(), leaves));
            return;
        }
        if (node.isArray() && !node.isEmpty()) {
            node.forEach(child -> collect(child, path + "[]", leaves));
            return;
        }
        leaves.add(path + " " + node);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
