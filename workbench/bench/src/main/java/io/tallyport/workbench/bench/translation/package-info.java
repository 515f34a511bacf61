/**
 * What translating a stream costs, alone: nanoseconds and allocated bytes per event by JMH, over recorded streams.
 */
@NullMarked
package io.tallyport.workbench.bench.translation;

import org.jspecify.annotations.NullMarked;
