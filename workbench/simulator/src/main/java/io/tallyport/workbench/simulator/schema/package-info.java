/**
 * Instances of JSON Schemas, as a model would fill them in: the arguments of tool calls and structured answers. Out of
 * scope: patterns, and whatever cannot be filled without solving something.
 */
@NullMarked
package io.tallyport.workbench.simulator.schema;

import org.jspecify.annotations.NullMarked;
