/**
 * The OpenAI-compatible surface.
 */
@NullMarked
package io.tallyport.web.openai;

import org.jspecify.annotations.NullMarked;
