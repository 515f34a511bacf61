package io.tallyport.workbench.bench.conversation;

import io.tallyport.workbench.bench.conversation.Conversation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A run's conversations, the same for the same seed: of organisations with a few agents each, some of which most talk to
 * and most of which few do (Zipf), arriving evenly.
 */
public record Traffic(List<Conversation> conversations) {
    public static final int ORGANISATIONS = 16;

    private static final int AGENTS = 40;
    private static final double ZIPF_EXPONENT = 0.8;
    private static final int LEAST_PAUSE_MILLIS = 1_500;
    private static final int MOST_PAUSE_MILLIS = 5_500;

    /** @param arrivalSeconds within which all conversations begin */
    public record Size(int conversations, int turns, int arrivalSeconds) {}

    /**
     * @param salt so that no other run's caches know these prompts
     * @param hotShare of one agent of the first organisation; 0: none is hot
     */
    public static Traffic of(Size size, long seed, String salt, double hotShare) {
        Random random = new Random(seed);
        List<Agent> agents = IntStream.range(0, AGENTS)
                .mapToObj(agent -> Agent.of(
                        agent < ORGANISATIONS ? agent : random.nextInt(ORGANISATIONS), salt + " " + agent, random))
                .toList();
        double[] weights = IntStream.range(0, AGENTS)
                .mapToDouble(agent -> Math.pow(agent + 1, -ZIPF_EXPONENT))
                .toArray();
        List<Conversation> conversations = new ArrayList<>();
        for (int i = 0; i < size.conversations(); i++) {
            int agent = random.nextDouble() < hotShare ? 0 : pick(random, weights, hotShare > 0 ? 1 : 0);
            long start = 1_000L * size.arrivalSeconds() * i / size.conversations();
            conversations.add(new Conversation(agents.get(agent), start, i % 2 == 0, steps(size.turns(), random)));
        }
        return new Traffic(conversations);
    }

    private static int pick(Random random, double[] weights, int from) {
        double left = random.nextDouble()
                * IntStream.range(from, weights.length)
                        .mapToDouble(i -> weights[i])
                        .sum();
        int picked = from;
        while (picked < weights.length - 1 && left >= weights[picked]) {
            left -= weights[picked++];
        }
        return picked;
    }

    private static List<Step> steps(int turns, Random random) {
        return IntStream.range(0, turns)
                .mapToObj(turn -> new Step(
                        Wording.of(random, tokens(random)),
                        Wording.between(random, LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS)))
                .toList();
    }

    /** What a person types is short, what a tool finds is long. */
    private static int tokens(Random random) {
        return random.nextBoolean() ? Wording.between(random, 15, 120) : Wording.between(random, 200, 1_200);
    }
}
