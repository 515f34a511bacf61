package io.tallyport.choice;

import io.tallyport.affinity.Ranking;
import io.tallyport.chat.Protocol;
import io.tallyport.chat.WireFormat;
import io.tallyport.pool.AccountState;
import io.tallyport.route.Fallback;
import io.tallyport.upstream.UpstreamSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Plans made by hand. */
public final class ChoiceSamples {
    public static final int WEIGHT = 100;

    private ChoiceSamples() {}

    public static Candidate candidate(long id) {
        return candidate(id, 0, WEIGHT, Fallback.ANY);
    }

    public static Candidate candidate(long id, int priority, int weight, Fallback fallback) {
        AccountState state = new AccountState();
        return new Candidate(
                UpstreamSamples.account(id, Protocol.ANTHROPIC, "anthropic"),
                WireFormat.MESSAGES,
                null,
                priority,
                weight,
                Ranking.seed(id),
                fallback,
                state,
                state.model("m"));
    }

    /** Stages by priority. */
    public static Plan plan(List<Candidate> candidates) {
        TreeMap<Integer, List<Candidate>> stages = new TreeMap<>();
        candidates.forEach(each -> stages.computeIfAbsent(each.priority(), any -> new ArrayList<>())
                .add(each));
        return new Plan(stages.entrySet().stream()
                .map(stage -> new Stage(stage.getKey(), stage.getValue()))
                .toList());
    }
}
