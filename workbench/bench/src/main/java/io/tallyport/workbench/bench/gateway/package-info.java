/** The gateway and an empty database, with the benchmark's servlets inside: what a load without HTTP around each step goes to. */
@NullMarked
package io.tallyport.workbench.bench.gateway;

import org.jspecify.annotations.NullMarked;
