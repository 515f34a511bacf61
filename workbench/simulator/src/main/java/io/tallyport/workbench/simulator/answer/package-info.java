/**
 * What answers are made of: words and pieces of JSON as tokens, the parts of an answer, its events in order, and the bytes
 * they become.
 *
 * <p>Bytes are written from pre-rendered pieces instead of through a JSON writer: key order, padding and spacing are those
 * of recorded traffic. Nothing here knows a provider.
 */
@NullMarked
package io.tallyport.workbench.simulator.answer;

import org.jspecify.annotations.NullMarked;
