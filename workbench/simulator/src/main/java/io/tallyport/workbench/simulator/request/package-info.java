/**
 * Reading a request's body: its top-level fields and the places of objects and arrays in its bytes, the prompt fed into a
 * digest without a tree, and trees of those parts that need a closer look.
 */
@NullMarked
package io.tallyport.workbench.simulator.request;

import org.jspecify.annotations.NullMarked;
