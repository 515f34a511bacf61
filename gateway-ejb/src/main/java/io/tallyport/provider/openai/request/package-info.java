/**
 * The body of a chat completion request as a neutral conversation, and back: {@link ConversationReader} for callers of the
 * surface, {@link ConversationWriter} for upstreams.
 *
 * <p>The reader refuses what no other format can say; the writer what this format, or its vendor, cannot. Both name the
 * field. Out of scope: answers, and requests that pass as bytes.
 */
@NullMarked
package io.tallyport.provider.openai.request;

import org.jspecify.annotations.NullMarked;
