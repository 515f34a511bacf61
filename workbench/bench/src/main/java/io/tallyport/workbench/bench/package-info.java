/**
 * {@code ./tallyport bench}: load through the gateway, direct to the simulator and through nginx, and the books after it.
 *
 * <p>Closed loop: {@code wrk}, because generator, gateway and database share the cores and it costs least. Open loop and
 * streams: our own {@link io.tallyport.workbench.bench.Load}, because what is wanted (latency from the intended send
 * time, the first event of a stream, events lost) we know of no kept generator that gives together, and it takes two
 * threads and no library but HdrHistogram. Never shipped.
 */
@NullMarked
package io.tallyport.workbench.bench;

import org.jspecify.annotations.NullMarked;
