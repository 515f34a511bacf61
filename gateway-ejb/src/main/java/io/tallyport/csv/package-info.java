/**
 * Reads CSV files that people send in: RFC 4180, UTF-8, a header first. What is wrong with one is told by the field
 * {@code file}. Writing CSV is the part of whoever has something to write.
 */
@NullMarked
package io.tallyport.csv;

import org.jspecify.annotations.NullMarked;
