/**
 * Who changed what, when, and how it stood before and after: one append-only table, written in the transaction of the change.
 * Secrets are never among it. What happens to money is in the books instead.
 */
@NullMarked
package io.tallyport.audit;

import org.jspecify.annotations.NullMarked;
