/**
 * What calls would cost: {@code POST /v1/estimate} for one request, {@code POST /v1/savings} for a plan.
 */
@NullMarked
package io.tallyport.web.estimate;

import org.jspecify.annotations.NullMarked;
