/**
 * What every provider dialect is to the simulator, {@link io.tallyport.workbench.simulator.dialect.Dialect}, and what the
 * dialects share: reading a request's fields and prompt, ids, words and bytes.
 *
 * <p>Bytes are written from pre-rendered pieces instead of through a JSON writer: key order, padding and spacing are those
 * of recorded traffic. What one provider alone says stands in its own package below; nothing here knows those, and they do
 * not know each other.
 */
@NullMarked
package io.tallyport.workbench.simulator.dialect;

import org.jspecify.annotations.NullMarked;
