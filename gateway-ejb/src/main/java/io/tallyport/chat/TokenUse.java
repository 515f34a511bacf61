package io.tallyport.chat;

import io.tallyport.usage.TokenCounts;

/**
 * What an answer says that it used.
 *
 * @param reasoning how many of the output tokens were thinking; 0 where the provider does not say
 */
public record TokenUse(TokenCounts tokens, long reasoning) {
    public static final TokenUse NONE = new TokenUse(TokenCounts.NONE, 0);
}
