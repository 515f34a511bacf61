/**
 * Answers in the format of {@code /v1/responses}: events and items as OpenAI sends them, told from neutral events.
 *
 * <p>Each item writes its own events and, in the end, itself; a plain answer is the object that a stream would end with.
 */
@NullMarked
package io.tallyport.provider.responses.answer;

import org.jspecify.annotations.NullMarked;
