/**
 * One request repeated, and what came of it: closed loops, open loops, their answers and latencies; which request it is,
 * and to whom, is for the caller to say.
 *
 * <p>Closed loop: {@code wrk}, because generator, gateway and database share the cores and it costs least. Open loop and
 * streams: our own {@link io.tallyport.workbench.bench.load.Load}, because what is wanted (latency from the intended send
 * time, the first event of a stream, events lost) we know of no kept generator that gives together, and it takes two
 * threads and no library but HdrHistogram.
 */
@NullMarked
package io.tallyport.workbench.bench.load;

import org.jspecify.annotations.NullMarked;
