package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.account.Output;
import io.tallyport.workbench.simulator.account.Usage;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Tokens;
import io.tallyport.workbench.simulator.dialect.Asked.Call;
import io.tallyport.workbench.simulator.prompt.CacheUse;
import java.util.List;

/**
 * Everything that an answer's bytes follow from.
 *
 * @param parts of the first choice; never empty
 * @param cutByLimit whether the caller's limit ended the answer
 * @param reportUsage false if a fault suppresses the usage
 */
public record Reply(Call call, List<Part> parts, boolean cutByLimit, Usage usage, boolean reportUsage) {
    public static Reply of(Call call, Output output, CacheUse cached, boolean reportUsage) {
        Composition one = new Composition(call.wants(), output, call.prompt().hash(), call.maximumTokens());
        long choices = call.choices();
        Usage usage = Usage.of(cached, choices * one.tokens(), choices * one.reasoning());
        return new Reply(call, one.parts(), one.isCut(), usage, reportUsage);
    }

    /** The parts of one choice; those of all choices have the same number of tokens. */
    public List<Part> parts(int choice) {
        return choice == 0 ? parts : parts.stream().map(part -> part.of(choice)).toList();
    }

    public boolean hasCalls() {
        return parts.getLast() instanceof Part.Call;
    }

    /** How much room the text of all choices takes, about. */
    public int sizeHint() {
        int tokens = parts.stream().map(Part::tokens).mapToInt(Tokens::count).sum();
        return call.choices() * (160 + tokens * 9);
    }
}
