/**
 * What is said in a chat, in no vendor's terms: a {@link Conversation} asks, {@link AnswerEvent}s answer.
 *
 * <p>Every vendor's mapper reads into this model or writes from it, so that any surface reaches any upstream. Where both
 * sides of a call speak the same {@link WireFormat} nothing of this is built: bytes pass. Unknown fields of a request and
 * of its tools ride along; what else a target cannot say is refused by its writer (docs/compatibility.md).
 */
@NullMarked
package io.tallyport.chat;

import org.jspecify.annotations.NullMarked;
