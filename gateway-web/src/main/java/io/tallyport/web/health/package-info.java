/**
 * Health for load balancers and people: {@code /v1/health}, {@code /live} and {@code /ready}.
 */
@NullMarked
package io.tallyport.web.health;

import org.jspecify.annotations.NullMarked;
