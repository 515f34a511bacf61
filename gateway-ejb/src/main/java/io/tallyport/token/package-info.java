/**
 * Tokens counted here instead of by the provider: for {@code count_tokens}, and for answers whose usage the provider does
 * not report.
 *
 * <p>OpenAI's tokenizers are public and exact; Anthropic's and Gemini's are not, so their counts are OpenAI's times a
 * measured factor. How far off that is stands in docs/token-counting.md. Nothing here is meant for an I/O thread.
 */
@NullMarked
package io.tallyport.token;

import org.jspecify.annotations.NullMarked;
