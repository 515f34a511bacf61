/**
 * How many calls may enter: per organisation, per address, and in all, decided in this node's memory.
 */
@NullMarked
package io.tallyport.limit;

import org.jspecify.annotations.NullMarked;
