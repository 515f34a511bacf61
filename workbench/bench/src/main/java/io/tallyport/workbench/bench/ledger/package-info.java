/**
 * The ledger alone: finished calls put on the books by the gateway's own settlement, inside the server, without HTTP
 * around each. Speed for many organisations and for one, and cost as the books grow.
 */
@NullMarked
package io.tallyport.workbench.bench.ledger;

import org.jspecify.annotations.NullMarked;
