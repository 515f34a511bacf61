/**
 * The Anthropic-compatible surface.
 */
@NullMarked
package io.tallyport.web.anthropic;

import org.jspecify.annotations.NullMarked;
