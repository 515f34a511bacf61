/**
 * The pages of the console: organisations, keys, calls down to their ledger entries, health.
 *
 * <p>One class per page, under the page's name; each calls one or two capabilities and holds no rules. Orders,
 * approvals and prices are not here yet.
 */
@NullMarked
package io.tallyport.web.console;

import org.jspecify.annotations.NullMarked;
