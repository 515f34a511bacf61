/**
 * Providers, accounts, routes and routing as operators change them at run time, and keys that organisations bring along. Every
 * change is written down in its transaction ({@code audit}) and announced to every node by the tables themselves (V160). What
 * calls do with them is {@code upstream}'s and {@code route}'s; who may change anything is {@code web}'s question.
 */
@NullMarked
package io.tallyport.provisioning;

import org.jspecify.annotations.NullMarked;
