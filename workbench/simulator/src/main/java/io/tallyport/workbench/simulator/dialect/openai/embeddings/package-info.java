/** Embeddings: unit vectors that follow from their text, as lists of numbers or in Base64. */
@NullMarked
package io.tallyport.workbench.simulator.dialect.openai.embeddings;

import org.jspecify.annotations.NullMarked;
