/**
 * What benchmarks put into the server beside the gateway: servlets that settle finished calls and number documents by the
 * gateway's own beans, so that nothing else is measured. They are in no EAR that is shipped.
 */
@NullMarked
package io.tallyport.workbench.bench.inserver;

import org.jspecify.annotations.NullMarked;
