/**
 * Places as value added tax tells them apart, whose tax applies in each, and its dated standard rates. A day is a day of the
 * place. What is charged on a sale is decided in {@code tax}.
 */
@NullMarked
package io.tallyport.jurisdiction;

import org.jspecify.annotations.NullMarked;
