/**
 * What a pool of accounts makes of prompt caches: conversations of many organisations over eight accounts of a simulated
 * provider, told apart by how the gateway chooses among them; then with one account down, and with one tenant's rush.
 *
 * <p>What is counted is the provider's own tally and what each caller was told; the books must agree with both.
 */
@NullMarked
package io.tallyport.workbench.bench.affinity;

import org.jspecify.annotations.NullMarked;
