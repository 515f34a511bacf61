/** What choosing an account and hashing a prompt cost, alone: nanoseconds and allocated bytes by JMH. */
@NullMarked
package io.tallyport.workbench.bench.routing;

import org.jspecify.annotations.NullMarked;
