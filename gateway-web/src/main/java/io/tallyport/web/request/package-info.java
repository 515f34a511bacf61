/** What requests that change something have in common: strict bodies, idempotency keys, pages. docs/billing-api.md has the rules. */
@NullMarked
package io.tallyport.web.request;

import org.jspecify.annotations.NullMarked;
