/** How fast documents are drawn, made PDF/A-3 with their XML, and signed, without a server; and numbered, within one. */
@NullMarked
package io.tallyport.workbench.bench.invoice;

import org.jspecify.annotations.NullMarked;
