/**
 * Models, their other names and the dated price book, read from the database into one immutable snapshot.
 *
 * <p>A model without a price, or whose provider has no upstream account, is not in the snapshot's routes: it is refused
 * before the call and never billed as zero.
 */
@NullMarked
package io.tallyport.catalog;

import org.jspecify.annotations.NullMarked;
