package io.tallyport.choice;

import io.tallyport.chat.WireFormat;
import io.tallyport.pool.AccountState;
import io.tallyport.pool.ModelState;
import io.tallyport.pool.Standing;
import io.tallyport.route.Fallback;
import io.tallyport.upstream.UpstreamAccount;
import org.jspecify.annotations.Nullable;

/**
 * One account that could serve a model.
 *
 * @param format it is spoken to in: the caller's own, or another by translation
 * @param upstreamModel what its provider calls the model; null: as the price book does
 * @param priority the route's; the lowest is asked first
 * @param weight the route's times the account's
 * @param seed by which rankings know the account
 * @param fallback what may follow where this account fails
 */
public record Candidate(
        UpstreamAccount account,
        WireFormat format,
        @Nullable String upstreamModel,
        int priority,
        int weight,
        long seed,
        Fallback fallback,
        AccountState state,
        ModelState model) {

    /** @param now monotonic nanoseconds */
    public Standing standing(long now) {
        return state.standing(model, account.quota(), now);
    }

    /** Its weight as far as it is fit for it; in eighths. */
    long capacity() {
        return (long) weight * state.fitParts();
    }

    /** A call goes there; {@link #over} must follow. */
    public void asked(long promptTokens, boolean begins) {
        state.asked(model, promptTokens, begins);
    }

    public void over(long moreTokens) {
        state.over(model, moreTokens);
    }
}
