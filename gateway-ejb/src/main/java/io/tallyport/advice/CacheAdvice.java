package io.tallyport.advice;

import io.tallyport.advice.JudgedCalls.Spread;
import io.tallyport.cache.BreakEven;
import io.tallyport.cache.CacheFigures;
import io.tallyport.cache.CacheUse;
import io.tallyport.cache.Exact;
import io.tallyport.catalog.Prices;
import io.tallyport.usage.Factors;
import io.tallyport.usage.TokenCounts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What calls did with prompt caches; amounts in nano-credits, rounded down once.
 *
 * @param calls charged calls of models whose cached input is cheaper
 * @param hits those that read from a cache
 * @param savedNano (input price − read price) × tokens read, less what writes cost above input
 * @param misses reasons that occurred, in their order
 * @param affinity what it saved against even spreading: an estimate
 * @param direct what the calls would have cost without us
 */
public record CacheAdvice(
        long calls,
        long hits,
        long promptTokens,
        long readTokens,
        long writtenTokens,
        long savedNano,
        List<Miss> misses,
        Affinity affinity,
        Direct direct) {
    private static final CacheUse.Replay NO_REPLAY = new CacheUse.Replay(0, 0);

    /**
     * Calls that read nothing for one reason.
     *
     * @param tokens of their prompts that a cache could have held
     * @param aboveReadingNano what those cost above the price of reading them
     */
    public record Miss(MissReason reason, long calls, long tokens, long aboveReadingNano) {}

    /**
     * Calls that went where affinity sent them and found something there.
     *
     * @param savedNano what it would have cost more to find each only with the chance that even spreading has
     */
    public record Affinity(long calls, long readTokens, long savedNano) {}

    /**
     * The same calls at the provider's list price.
     *
     * @param listNano with every token read that was read here, and {@code debitNano} what was charged here
     * @param hitRatePpm read tokens among those that went through a cache, rounded down; null: none did
     * @param breakEvenPpm the hit rate here at which both cost the same, rounded up; 0: here is never dearer; null: always
     */
    public record Direct(
            long listNano,
            long debitNano,
            @Nullable Long hitRatePpm,
            @Nullable Long breakEvenPpm) {}

    static CacheAdvice of(List<JudgedCalls> all) {
        long read = sum(all, one -> one.tokens().cacheRead());
        long written = sum(all, one -> written(one.tokens()));
        return new CacheAdvice(
                sum(all, JudgedCalls::calls),
                sum(all, one -> one.reason() == null ? one.calls() : 0),
                sum(all, one -> one.tokens().prompt()),
                read,
                written,
                CacheFigures.of(all.stream().map(CacheAdvice::use).toList()).savedNano(),
                misses(all),
                affinity(all),
                direct(all, read, written));
    }

    private static CacheUse use(JudgedCalls calls) {
        return new CacheUse(calls.prices(), calls.factors(), calls.tokens(), 0, 0, NO_REPLAY, NO_REPLAY);
    }

    private static List<Miss> misses(List<JudgedCalls> all) {
        List<Miss> misses = new ArrayList<>();
        for (MissReason reason : MissReason.values()) {
            List<JudgedCalls> those =
                    all.stream().filter(one -> one.reason() == reason).toList();
            if (!those.isEmpty()) {
                misses.add(new Miss(
                        reason,
                        sum(those, JudgedCalls::calls),
                        sum(those, one -> one.missed().prompt()),
                        total(those.stream().map(CacheAdvice::aboveReading))));
            }
        }
        return misses;
    }

    /** Of a prompt that is too short for any cache nothing could have been read. */
    private static Exact aboveReading(JudgedCalls calls) {
        Prices prices = calls.prices();
        TokenCounts missed = calls.missed();
        if (calls.reason() == MissReason.BELOW_MINIMUM) {
            return Exact.ZERO;
        }
        return above(missed.input(), prices.input(), calls)
                .plus(above(missed.cacheWrite5m(), prices.write5mPrice(), calls))
                .plus(above(missed.cacheWrite1h(), prices.write1hPrice(), calls));
    }

    private static Exact above(long tokens, long price, JudgedCalls calls) {
        return Exact.of(tokens, Math.subtractExact(price, calls.prices().readPrice()), calls.factors());
    }

    private static Affinity affinity(List<JudgedCalls> all) {
        List<JudgedCalls> placed =
                all.stream().filter(one -> one.spread() != null).toList();
        return new Affinity(
                sum(placed, JudgedCalls::calls),
                sum(placed, one -> one.tokens().cacheRead()),
                total(placed.stream().map(CacheAdvice::savedByAffinity)));
    }

    /** What is not found is written again. */
    private static Exact savedByAffinity(JudgedCalls calls) {
        @Nullable Spread spread = calls.spread();
        if (spread == null) {
            return Exact.ZERO;
        }
        Prices prices = calls.prices();
        long again = spread.longLived() ? prices.write1hPrice() : prices.write5mPrice();
        return above(calls.tokens().cacheRead(), again, calls)
                .share(SpreadChance.missPpm(spread.accounts(), spread.before()));
    }

    private static Direct direct(List<JudgedCalls> all, long read, long written) {
        long cacheable = Math.addExact(read, written);
        return new Direct(
                sum(all, JudgedCalls::listNano),
                sum(all, JudgedCalls::debitNano),
                cacheable == 0 ? null : ppm(read, cacheable),
                cacheable == 0 ? null : breakEven(all));
    }

    private static @Nullable Long breakEven(List<JudgedCalls> all) {
        Exact direct = exact(all.stream().map(one -> cost(one, one.tokens(), atList(one.factors()))));
        Exact allWritten = exact(all.stream().map(one -> {
            TokenCounts tokens = one.tokens();
            return cost(one, cached(tokens, 0, cacheable(tokens)), one.factors());
        }));
        Exact allRead = exact(all.stream().map(one -> {
            TokenCounts tokens = one.tokens();
            return cost(one, cached(tokens, cacheable(tokens), 0), one.factors());
        }));
        return BreakEven.against(direct, allWritten, allRead);
    }

    /** Batches and uplifts are the provider's own. */
    private static Factors atList(Factors factors) {
        return new Factors(Factors.ONE_PPM, Factors.ONE_PPM, factors.batchPpm(), factors.upliftPpm());
    }

    private static TokenCounts cached(TokenCounts tokens, long read, long written5m) {
        return new TokenCounts(tokens.input(), written5m, 0, read, tokens.audioInput(), tokens.output());
    }

    private static Exact cost(JudgedCalls calls, TokenCounts tokens, Factors factors) {
        Prices prices = calls.prices();
        return Exact.of(tokens.input(), prices.input(), factors)
                .plus(Exact.of(tokens.cacheWrite5m(), prices.write5mPrice(), factors))
                .plus(Exact.of(tokens.cacheWrite1h(), prices.write1hPrice(), factors))
                .plus(Exact.of(tokens.cacheRead(), prices.readPrice(), factors))
                .plus(Exact.of(tokens.audioInput(), prices.audioPrice(), factors))
                .plus(Exact.of(tokens.output(), prices.output(), factors));
    }

    private static long written(TokenCounts tokens) {
        return Math.addExact(tokens.cacheWrite5m(), tokens.cacheWrite1h());
    }

    private static long cacheable(TokenCounts tokens) {
        return Math.addExact(tokens.cacheRead(), written(tokens));
    }

    private static long sum(List<JudgedCalls> all, ToLongFunction<JudgedCalls> figure) {
        return all.stream().mapToLong(figure).reduce(0, Math::addExact);
    }

    private static Exact exact(Stream<Exact> amounts) {
        return amounts.reduce(Exact.ZERO, Exact::plus);
    }

    private static long total(Stream<Exact> amounts) {
        return exact(amounts).nanoRoundedDown();
    }

    private static long ppm(long part, long whole) {
        return BigInteger.valueOf(part)
                .multiply(BigInteger.valueOf(Factors.ONE_PPM))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }
}
