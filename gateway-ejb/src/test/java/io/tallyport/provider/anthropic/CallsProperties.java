package io.tallyport.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.PartEnded;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.AnswerEvent.ThinkingSigned;
import io.tallyport.chat.AnswerEvent.ToolCallStarted;
import io.tallyport.chat.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However the deltas of several calls interleave, each call arrives whole and the stream keeps its order. */
class CallsProperties {
    private static final String ARGUMENTS = "{\"a\":[1,{\"b\":\"}\\\\\\\"{\"}],\"n\":%d}";

    @Property(tries = 500)
    void interleavedCallsArriveWhole(@ForAll @IntRange(min = 1, max = 5) int calls, @ForAll long seed) {
        Random random = new Random(seed);
        List<AnswerEvent> events = new ArrayList<>(List.of(new Started("m", null), new TextDelta("Hi")));
        int[] sent = IntStream.generate(() -> -1).limit(calls).toArray();
        List<Integer> unfinished =
                new ArrayList<>(IntStream.range(0, calls).boxed().toList());
        while (!unfinished.isEmpty()) {
            Integer call = unfinished.get(random.nextInt(unfinished.size()));
            if (sent[call] < 0) {
                events.add(new ToolCallStarted(call, "t" + call, "f"));
                sent[call] = 0;
                continue;
            }
            String arguments = ARGUMENTS.formatted(call);
            int to = Math.min(arguments.length(), sent[call] + random.nextInt(8));
            events.add(new ArgumentsDelta(call, arguments.substring(sent[call], to)));
            sent[call] = to;
            if (to == arguments.length()) {
                unfinished.remove(call);
            }
        }
        events.add(new Finished(StopReason.END, null, null));
        List<AnswerEvent> read = Answers.joined(Answers.read(MessageWriterTest.checkedWrite(events)));
        List<String> ids = read.stream()
                .filter(ToolCallStarted.class::isInstance)
                .map(event -> ((ToolCallStarted) event).id())
                .toList();
        assertThat(ids).hasSize(calls);
        for (int block = 0; block < calls; block++) {
            int call = Integer.parseInt(ids.get(block).substring(1));
            assertThat(read).contains(new ArgumentsDelta(block, ARGUMENTS.formatted(call)));
        }
    }

    /** Nonsense of an upstream's: the order holds, whatever arguments are lost. */
    @Property(tries = 500)
    void theOrderHoldsWhateverIsTold(@ForAll long seed) {
        Random random = new Random(seed);
        List<AnswerEvent> events = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
            int call = random.nextInt(3);
            events.add(
                    switch (random.nextInt(8)) {
                        case 0 -> new Started("m", null);
                        case 1 -> new TextDelta("x");
                        case 2 -> new ThinkingDelta("y");
                        case 3 -> new ThinkingSigned("S");
                        case 4 -> new PartEnded();
                        case 5 -> new ToolCallStarted(call, "t", "f");
                        default -> new ArgumentsDelta(call, "{}");
                    });
        }
        events.add(new Finished(StopReason.END, null, null));
        MessageWriterTest.checkedWrite(events);
    }
}
