/**
 * What providers say that one of our accounts used, by their exports, laid beside what we have accrued for it (P15).
 *
 * <p>Files are kept as their lines, by day and model, and never change; the comparison is made when it is asked for, from the
 * books as they are, and posts nothing. What a provider invoices, and the difference in 2500, is {@code accounting}'s.
 */
@NullMarked
package io.tallyport.providerusage;

import org.jspecify.annotations.NullMarked;
