/**
 * The gateway's books as its database has them, and whether they agree with what the upstreams say they served.
 *
 * <p>It only reads and compares; when a run's books are due is for the caller to say.
 */
@NullMarked
package io.tallyport.workbench.bench.books;

import org.jspecify.annotations.NullMarked;
