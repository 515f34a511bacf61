/**
 * What a key looks like and what is kept of it, whoever it belongs to: organisations' keys are {@code key}'s, operators' are
 * {@code operator}'s.
 */
@NullMarked
package io.tallyport.keytext;

import org.jspecify.annotations.NullMarked;
