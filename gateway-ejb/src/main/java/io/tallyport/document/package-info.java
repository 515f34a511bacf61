/**
 * Documents a buyer gets: what each one says, its number in a gapless series, and its files, stored once and never drawn again.
 *
 * <p>How they look is in {@code rendering}, how they read to software in {@code einvoice}; statements as CSV are in
 * {@code statement}.
 */
@NullMarked
package io.tallyport.document;

import org.jspecify.annotations.NullMarked;
