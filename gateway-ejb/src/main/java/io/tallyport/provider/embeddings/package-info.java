/**
 * OpenAI Embeddings. Requests and answers pass as bytes; only usage is read of them.
 */
@NullMarked
package io.tallyport.provider.embeddings;

import org.jspecify.annotations.NullMarked;
