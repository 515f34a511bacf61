/**
 * Work that is done again and again, by the monotonic clock.
 *
 * <p>Not by EJB's calendar timers: those wait for a time of day, so that on a node whose clock is set back by ten minutes
 * they rest for ten minutes. What belongs to a time of day is out of scope.
 */
@NullMarked
package io.tallyport.timing;

import org.jspecify.annotations.NullMarked;
