/**
 * Anthropic Messages as an upstream: what the gateway must read of a request, and usage as it passes by.
 */
@NullMarked
package io.tallyport.provider.anthropic;

import org.jspecify.annotations.NullMarked;
