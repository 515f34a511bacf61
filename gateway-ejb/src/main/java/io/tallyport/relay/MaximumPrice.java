package io.tallyport.relay;

import io.tallyport.catalog.Model;
import io.tallyport.catalog.Prices;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Rating;
import io.tallyport.usage.TokenCounts;
import java.util.Objects;

/**
 * The most that a call can cost, which is held before it leaves: an input bound from the body's size at the dearest class
 * that applies, and the output ceiling (money.md section 5.1).
 */
final class MaximumPrice {
    /** Fewest measured bytes per token, for any model family and content. */
    private static final int BYTES_PER_TOKEN = 2;

    private MaximumPrice() {}

    /** @param outputCap tokens to hold for where neither the request nor the model says less */
    static long nanoCredits(ChatRequest request, Model model, Factors factors, int outputCap) {
        return Rating.debitNano(
                bound(request, model, outputTokens(request, model, outputCap)), model.prices(), factors);
    }

    /** The {@code max_tokens} with which the call would fit into {@code available} nano-credits; 0 if none would. */
    static long fittingOutputTokens(ChatRequest request, Model model, Factors factors, long available) {
        long low = 0;
        long high = outputTokens(request, model, Integer.MAX_VALUE);
        while (low < high) {
            long middle = (low + high + 1) / 2;
            long price = Rating.debitNano(bound(request, model, middle), model.prices(), factors);
            if (price <= available) {
                low = middle;
                continue;
            }
            high = middle - 1;
        }
        return low;
    }

    /** What is held for: the request's limit, else the model's, else {@code outputCap}. */
    static long outputTokens(ChatRequest request, Model model, int outputCap) {
        int ceiling = Objects.requireNonNullElse(model.maxOutput(), outputCap);
        return Objects.requireNonNullElse(request.maxOutputTokens(), (long) Math.min(ceiling, outputCap));
    }

    /** Most prompt tokens that the request can be. */
    static long promptTokens(ChatRequest request, Model model) {
        return Math.min(Math.ceilDiv(request.bodyBytes(), BYTES_PER_TOKEN), model.contextWindow());
    }

    private static TokenCounts bound(ChatRequest request, Model model, long outputTokens) {
        long input = promptTokens(request, model);
        long output = Math.multiplyExact(outputTokens, (long) request.choices());
        Prices prices = model.prices().forPrompt(input);
        TokenCounts dearest = new TokenCounts(input, 0, 0, 0, output);
        long price = prices.input();
        if (request.caching() != Caching.NONE && prices.write5mPrice() > price) {
            dearest = new TokenCounts(0, input, 0, 0, output);
            price = prices.write5mPrice();
        }
        if (request.caching() == Caching.ONE_HOUR && prices.write1hPrice() > price) {
            dearest = new TokenCounts(0, 0, input, 0, output);
            price = prices.write1hPrice();
        }
        return request.audio() && prices.audioPrice() > price
                ? new TokenCounts(input, 0, 0, 0, output).withAudio(input)
                : dearest;
    }
}
