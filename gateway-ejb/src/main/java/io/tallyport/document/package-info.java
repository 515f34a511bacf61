/**
 * Documents a buyer gets: what each one says, its number in a gapless series, and its files, stored once and never drawn again.
 *
 * <p>When and from what they are made is in {@code invoicing}, how they look in {@code rendering}, how they read to software in
 * {@code einvoice}; statements as CSV are in {@code statement}.
 */
@NullMarked
package io.tallyport.document;

import org.jspecify.annotations.NullMarked;
