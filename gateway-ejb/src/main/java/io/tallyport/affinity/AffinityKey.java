package io.tallyport.affinity;

/**
 * What a call's prompt is known by: keyed hashes within its organisation, from which nothing can be read.
 *
 * @param prefix of what many conversations share: model, tools and system prompt; 0: nothing is known
 * @param conversation of that and what tells this conversation from others; 0: nothing is known
 * @param ranked the one of the two that accounts are ranked by: the prefix where it is long enough to be cached
 * @param opening whether this may be the conversation's first call, so that no account has it in its cache
 */
public record AffinityKey(long prefix, long conversation, long ranked, boolean opening) {
    /** Of calls that no cache helps. */
    public static final AffinityKey NONE = new AffinityKey(0, 0, 0, true);

    public boolean isNone() {
        return conversation == 0;
    }
}
