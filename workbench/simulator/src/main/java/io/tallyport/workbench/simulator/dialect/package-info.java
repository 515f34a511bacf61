/**
 * The two provider dialects: reading a request, and writing answers, event streams and errors.
 *
 * <p>{@link io.tallyport.workbench.simulator.dialect.Dialect} is the one thing others call. Bytes are
 * written from pre-rendered pieces instead of through a JSON writer: key order, padding and spacing
 * are those of recorded traffic.
 */
@NullMarked
package io.tallyport.workbench.simulator.dialect;

import org.jspecify.annotations.NullMarked;
