/**
 * Plain JDBC with less ceremony, for the stores: statements with positional values, rows to records.
 *
 * <p>Joins the container's transaction where one is open; otherwise each statement commits by itself. {@link
 * io.tallyport.database.Notices} hears what sessions tell each other.
 */
@NullMarked
package io.tallyport.database;

import org.jspecify.annotations.NullMarked;
