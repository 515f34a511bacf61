package io.tallyport.relay;

import io.tallyport.catalog.Model;
import io.tallyport.catalog.Prices;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.token.InputBound;
import io.tallyport.usage.Factors;
import io.tallyport.usage.Rating;
import io.tallyport.usage.TokenCounts;
import java.util.Objects;

/**
 * The most that a call can cost, which is held before it leaves: a bound on the input at the dearest class that
 * applies, and the output ceiling (money.md section 5.1).
 */
public final class MaximumPrice {
    private MaximumPrice() {}

    /**
     * @param inputTokens the most that the prompt can be
     * @param outputCap tokens to hold for where neither the request nor the model says less
     */
    public static long nanoCredits(ChatRequest request, Model model, Factors factors, long inputTokens, int outputCap) {
        return price(request, model, factors, inputTokens, outputTokens(request, model, outputCap));
    }

    /** What the answer alone can cost. */
    static long outputNanoCredits(ChatRequest request, Model model, Factors factors, int outputCap) {
        return price(request, model, factors, 0, outputTokens(request, model, outputCap));
    }

    /** The {@code max_tokens} with which the call would fit into {@code available} nano-credits; 0 if none would. */
    static long fittingOutputTokens(
            ChatRequest request, Model model, Factors factors, long inputTokens, long available) {
        long low = 0;
        long high = outputTokens(request, model, Integer.MAX_VALUE);
        while (low < high) {
            long middle = (low + high + 1) / 2;
            if (price(request, model, factors, inputTokens, middle) <= available) {
                low = middle;
                continue;
            }
            high = middle - 1;
        }
        return low;
    }

    /** What is held for: the request's limit, else the model's, else {@code outputCap}. */
    public static long outputTokens(ChatRequest request, Model model, int outputCap) {
        int ceiling = Objects.requireNonNullElse(model.maxOutput(), outputCap);
        return Objects.requireNonNullElse(request.maxOutputTokens(), (long) Math.min(ceiling, outputCap));
    }

    /** Most prompt tokens that the request can be, told from its size. */
    public static long promptTokens(ChatRequest request, Model model) {
        return InputBound.tokens(request, model);
    }

    private static long price(ChatRequest request, Model model, Factors factors, long input, long outputTokens) {
        return Rating.debitNano(bound(request, model, input, outputTokens), model.prices(), factors);
    }

    private static TokenCounts bound(ChatRequest request, Model model, long input, long outputTokens) {
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
