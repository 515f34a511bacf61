/**
 * The price pages: what each model leaves us and whether calls may use it, what providers charge, and price files from
 * being sent in to being applied.
 *
 * <p>For operators; finance reads. Out of scope: the prices of single calls, which the call's page recomputes.
 */
@NullMarked
package io.tallyport.web.console.prices;

import org.jspecify.annotations.NullMarked;
