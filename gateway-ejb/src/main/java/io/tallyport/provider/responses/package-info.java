/**
 * OpenAI's {@code /v1/responses}: a surface for any upstream, and an upstream format that bytes pass through to.
 *
 * <p>Nothing is stored here. A translated request must hold its whole conversation, and what the model thought travels
 * with the caller inside {@code encrypted_content} ({@link io.tallyport.provider.responses.answer.PackedThinking}).
 */
@NullMarked
package io.tallyport.provider.responses;

import org.jspecify.annotations.NullMarked;
