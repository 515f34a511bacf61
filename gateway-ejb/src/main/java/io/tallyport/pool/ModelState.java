package io.tallyport.pool;

/** What goes on with one model at one account: providers limit and fail model by model. */
public final class ModelState {
    final Rest rest = new Rest();
    final Tally tally = new Tally();
}
