/**
 * What the ledger benchmark puts into the server beside the gateway: a servlet that settles finished calls by the gateway's
 * own beans, so that nothing but the settlement is measured. It is in no EAR that is shipped.
 */
@NullMarked
package io.tallyport.workbench.bench.inserver;

import org.jspecify.annotations.NullMarked;
