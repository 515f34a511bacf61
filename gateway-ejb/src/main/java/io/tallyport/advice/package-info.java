/**
 * What an organisation's prompt caches did for it, call by call: why each miss happened, what affinity saved, and what it all
 * comes to against going to the provider directly.
 *
 * <p>Judged from usage rows when it is asked for, never kept. Sums of reads and writes by key, session or tag are
 * {@code report}'s.
 */
@NullMarked
package io.tallyport.advice;

import org.jspecify.annotations.NullMarked;
