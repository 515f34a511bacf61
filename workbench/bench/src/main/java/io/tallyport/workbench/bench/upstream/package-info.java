/**
 * The benchmark's upstream accounts, the three ways to them, and what they are asked for.
 *
 * <p>Names, credentials and prompts only: nothing here starts a process or sends a byte.
 */
@NullMarked
package io.tallyport.workbench.bench.upstream;

import org.jspecify.annotations.NullMarked;
