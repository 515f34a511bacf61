/**
 * What a request would cost, without sending it: the same reading, terms and bounds as a call's, and a local token count.
 *
 * <p>The upper bound is the hold itself, so that no call of the same bytes can cost more; nothing is held or charged here.
 */
@NullMarked
package io.tallyport.estimate;

import org.jspecify.annotations.NullMarked;
