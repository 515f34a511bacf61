package io.tallyport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.Api;
import io.tallyport.catalog.Model;
import io.tallyport.catalog.PriceList;
import io.tallyport.catalog.Prices;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.Surface;
import io.tallyport.provider.anthropic.AnthropicSurface;
import io.tallyport.provider.openai.OpenAiSurface;
import io.tallyport.provider.responses.ResponsesSurface;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Rating;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How many recorded calls cost more than they would have been held for (docs/token-counting.md); such a call follows P5.
 * Without the recordings there is nothing to tell.
 */
class HoldBoundTest {
    private static final int HELD_OUTPUT = 16_384;
    private static final Factors FACTORS = new Factors(700_000, 1_000_000);
    private static final Prices PRICES =
            new Prices(1, 3_000_000_000L, 15_000_000_000L, 300_000_000L, 3_750_000_000L, 6_000_000_000L, null);

    private record Recorded(String name, long held, long cost, long bound, long prompt) {
        boolean exceeds() {
            return cost > held;
        }
    }

    @Test
    void hardlyARecordedCallCostsMoreThanItsHold() throws IOException {
        List<Recorded> all = new ArrayList<>();
        all.addAll(recorded("anthropic/messages", new AnthropicSurface()));
        all.addAll(recorded("openai/chat", new OpenAiSurface()));
        all.addAll(recorded("openai/responses", new ResponsesSurface()));
        List<Recorded> exceeding = all.stream().filter(Recorded::exceeds).toList();
        System.out.printf(
                Locale.ROOT,
                "[hold bound] %d of %d recorded calls cost more than held%n",
                exceeding.size(),
                all.size());
        exceeding.forEach(call -> System.out.println("[hold bound] " + call));
        long under = all.stream().filter(call -> call.prompt() > call.bound()).count();
        System.out.printf(Locale.ROOT, "[hold bound] %d prompts are longer than bounded%n", under);
        all.stream()
                .filter(call -> call.prompt() > call.bound())
                .forEach(call -> System.out.println("[hold bound] " + call));

        assertThat(exceeding.size() * 100).isLessThanOrEqualTo(all.size());
    }

    private static List<Recorded> recorded(String api, Surface surface) throws IOException {
        List<Recorded> all = new ArrayList<>();
        for (Path request : RecordedStreams.of(api, ".request.json")) {
            @Nullable TokenCounts usage = usage(request, surface);
            if (usage != null) {
                all.add(recorded(request, surface, usage));
            }
        }
        return all;
    }

    private static Recorded recorded(Path path, Surface surface, TokenCounts usage) throws IOException {
        ChatRequest request = surface.read(Files.readAllBytes(path));
        Model model = model(request.model());
        long bound = MaximumPrice.promptTokens(request, model);
        return new Recorded(
                path.getFileName().toString(),
                MaximumPrice.nanoCredits(request, model, FACTORS, bound, HELD_OUTPUT),
                Rating.debitNano(usage, model.prices(), FACTORS),
                bound,
                usage.input() + usage.cacheRead() + usage.cacheWrite5m() + usage.cacheWrite1h());
    }

    private static @Nullable TokenCounts usage(Path request, Surface surface) throws IOException {
        String name = request.toString().replace(".request.json", "");
        Path whole = Path.of(name + ".response.json");
        if (Files.exists(whole)) {
            return surface.readPlain(Files.readAllBytes(whole))
                    .map(report -> report.tokens())
                    .orElse(null);
        }
        Path stream = Path.of(name + ".sse");
        if (!Files.exists(stream)) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(stream);
        StreamWatch watch = surface.watch(surface.read(Files.readAllBytes(request)));
        watch.accept(bytes, bytes.length, forwarded -> {});
        watch.end();
        return watch.usage().tokens();
    }

    private static Model model(String id) {
        return new Model(
                id,
                id,
                "recorded",
                Api.CHAT,
                "listed",
                1_000_000,
                64_000,
                null,
                Set.of(),
                List.of(),
                null,
                null,
                null,
                Instant.EPOCH,
                true,
                new PriceList(PRICES, List.of()));
    }
}
