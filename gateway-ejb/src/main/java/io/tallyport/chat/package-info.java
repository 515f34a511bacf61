/**
 * What a chat call is to the gateway, whatever the vendor: the facts of a request, the usage of an answer, and the
 * {@link Provider} port that each vendor's package implements.
 *
 * <p>Caller and upstream speaking the same protocol exchange bytes: nothing here re-serialises a body or an event. The
 * neutral conversation model for translation is a later issue.
 */
@NullMarked
package io.tallyport.chat;

import org.jspecify.annotations.NullMarked;
