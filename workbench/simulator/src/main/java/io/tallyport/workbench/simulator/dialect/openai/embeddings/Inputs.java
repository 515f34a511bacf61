package io.tallyport.workbench.simulator.dialect.openai.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.workbench.simulator.dialect.openai.shared.Refused;
import io.tallyport.workbench.simulator.dialect.openai.shared.Rules;
import io.tallyport.workbench.simulator.prompt.Prompt;
import io.tallyport.workbench.simulator.prompt.PromptDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be embedded: one text or several, or what a tokenizer made of them.
 *
 * @param seeds one of each input; equal inputs have equal ones
 */
record Inputs(List<Long> seeds, long tokens) {
    private static final int MOST = 2048;

    static Inputs of(String text, Rules rules) {
        if (text.isEmpty()) {
            rules.add(Refused.refusal("Invalid 'input': input cannot be an empty string.", "input", "invalid_value"));
        }
        Prompt prompt = prompt(text);
        return new Inputs(List.of(prompt.hash()), prompt.tokens());
    }

    static Inputs of(JsonNode list, Rules rules) {
        if (!list.isArray()) {
            rules.add(Refused.missing("input"));
            return new Inputs(List.of(), 0);
        }
        if (list.isEmpty()) {
            rules.add(Refused.emptyArray("input"));
        }
        if (list.path(0).isInt()) {
            return new Inputs(List.of((long) list.hashCode()), list.size());
        }
        if (list.size() > MOST) {
            rules.add(Refused.refusal(
                    "Invalid 'input': array too long. Expected an array with maximum length " + MOST
                            + ", but got an array with length " + list.size() + " instead.",
                    "input",
                    "array_above_max_length"));
        }
        List<Long> seeds = new ArrayList<>();
        long tokens = 0;
        for (JsonNode each : list) {
            Inputs one = each.isArray() ? of(each, rules) : of(each.asText(), rules);
            seeds.addAll(one.seeds());
            tokens += one.tokens();
        }
        return new Inputs(seeds, tokens);
    }

    private static Prompt prompt(String text) {
        PromptDigest digest = new PromptDigest();
        digest.text(text.toCharArray(), 0, text.length());
        return digest.finish();
    }
}
