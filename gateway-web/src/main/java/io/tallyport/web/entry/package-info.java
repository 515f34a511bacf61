/**
 * What happens to an API request before JAX-RS sees it: it gets its id, and its body is read without holding a thread.
 *
 * <p>An Undertow handler on the I/O thread, since 40 trickling uploads would stop every worker thread otherwise
 * (architecture.md). It owns the body's limits: 413, 408, and 503 when the node's budget for bodies is spent.
 */
@NullMarked
package io.tallyport.web.entry;

import org.jspecify.annotations.NullMarked;
