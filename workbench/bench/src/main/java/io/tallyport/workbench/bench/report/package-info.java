/**
 * What the benchmark says in the end: rows and goals, as a table for a terminal and as {@code calls.json}.
 *
 * <p>Which figures are goals, and where they come from, is the benchmark's own matter.
 */
@NullMarked
package io.tallyport.workbench.bench.report;

import org.jspecify.annotations.NullMarked;
