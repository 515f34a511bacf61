/**
 * Sums over an organisation's calls, as customers ask for them: by time, key, model, tag and session, and what its prompt
 * caches bring.
 *
 * <p>Everything is added up from usage rows when it is asked for, never kept beside them, so that no figure can differ from
 * the rows. Only so many such questions run at once. Single calls are {@code usage}'s, entries {@code statement}'s.
 */
@NullMarked
package io.tallyport.report;

import org.jspecify.annotations.NullMarked;
