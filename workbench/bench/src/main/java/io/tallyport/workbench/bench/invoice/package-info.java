/** How fast documents are drawn, made PDF/A-3 with their XML, and signed: the gateway's own code, without a server. */
@NullMarked
package io.tallyport.workbench.bench.invoice;

import org.jspecify.annotations.NullMarked;
