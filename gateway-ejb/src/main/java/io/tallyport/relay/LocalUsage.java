package io.tallyport.relay;

import io.tallyport.catalog.Model;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.UsageReport;
import io.tallyport.relay.Bill.ChargedUsage;
import io.tallyport.usage.Outcome;
import io.tallyport.usage.TokenCounts;
import java.util.function.LongSupplier;

/**
 * Our own count in the place of what a provider did not report, by the rules B3, B5, B6 and B10 of money.md. Counting
 * takes tens of milliseconds: not on an I/O thread.
 */
final class LocalUsage {
    private static final int BYTES_PER_INPUT_TOKEN = 4;

    private final UsageReport report;
    private final LongSupplier input;
    private final LongSupplier output;

    LocalUsage(UsageReport report, LongSupplier input, LongSupplier output) {
        this.report = report;
        this.input = input;
        this.output = output;
    }

    /**
     * On the thread that the answer comes in on: what is delivered later does not count.
     *
     * @param most characters that count as delivered
     */
    static LocalUsage of(Call call, UsageReport report, long most) {
        long characters = Math.min(most, report.delivered().characters());
        String came = report.delivered().excerpt();
        String excerpt = came.length() > characters ? came.substring(0, (int) characters) : came;
        Model model = call.route.model();
        return new LocalUsage(
                report, () -> input(call, model), () -> call.relay.tokens.count(excerpt, characters, model));
    }

    /** Of a whole answer without usage. */
    ChargedUsage whole() {
        return local(output.getAsLong());
    }

    /**
     * Of an answer that did not end well: input and cache as reported, output as delivered, or as reported where that is
     * less. Without output nothing is charged, unless it was the caller that left.
     */
    ChargedUsage partial(Outcome outcome) {
        long delivered = outcome == Outcome.B5 ? 0 : output.getAsLong();
        TokenCounts reported = report.tokens();
        if (reported == null) {
            return delivered == 0 && outcome == Outcome.B3 ? ChargedUsage.NOTHING : local(delivered);
        }
        long charged = report.outputReported() ? Math.min(reported.output(), delivered) : delivered;
        return charged == 0 && outcome == Outcome.B3
                ? ChargedUsage.free(reported)
                : new ChargedUsage(reported.withOutput(charged), !report.outputReported(), false);
    }

    private ChargedUsage local(long outputTokens) {
        return new ChargedUsage(new TokenCounts(input.getAsLong(), 0, 0, 0, outputTokens), true, true);
    }

    private static long input(Call call, Model model) {
        if (call.surface instanceof ConversationSurface surface) {
            try {
                return call.relay.tokens.count(surface.conversation(call.request.body()), model);
            } catch (RuntimeException e) {
                // a request may pass to its own provider with more in it than can be read here
                return byBytes(call, model);
            }
        }
        return byBytes(call, model);
    }

    private static long byBytes(Call call, Model model) {
        return Math.min(call.chat.bodyBytes() / BYTES_PER_INPUT_TOKEN, model.contextWindow());
    }
}
