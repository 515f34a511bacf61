package io.tallyport.workbench.bench.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What many conversations share: an organisation's agent with its tools and instructions.
 *
 * @param organisation its number
 */
public record Agent(int organisation, List<Tool> tools, String instructions) {
    private static final int MOST_TOOLS = 12;
    private static final int LEAST_INSTRUCTION_TOKENS = 2_000;
    private static final int MOST_INSTRUCTION_TOKENS = 7_000;

    /** @param parameter what its one parameter is for */
    public record Tool(String name, String description, String parameter) {
        private int bytes() {
            return name.length() + description.length() + parameter.length();
        }
    }

    /** @param salt so that no other run's caches know it */
    static Agent of(int organisation, String salt, RandomGenerator random) {
        List<Tool> tools = new ArrayList<>();
        int count = Wording.between(random, 3, MOST_TOOLS);
        for (int i = 0; i < count; i++) {
            tools.add(new Tool(
                    "tool_" + i,
                    Wording.of(random, Wording.between(random, 30, 150)),
                    Wording.of(random, Wording.between(random, 5, 20))));
        }
        int tokens = Wording.between(random, LEAST_INSTRUCTION_TOKENS, MOST_INSTRUCTION_TOKENS);
        return new Agent(organisation, List.copyOf(tools), salt + " " + Wording.of(random, tokens));
    }

    /** Of the words that are tokens. */
    long bytes() {
        return instructions.length() + tools.stream().mapToLong(Tool::bytes).sum();
    }
}
