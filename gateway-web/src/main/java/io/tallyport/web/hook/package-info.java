/**
 * Where payment providers call: {@code /hooks/payments/{provider}/{endpoint}}. Bytes and signature are handed on as they came.
 */
@NullMarked
package io.tallyport.web.hook;

import org.jspecify.annotations.NullMarked;
