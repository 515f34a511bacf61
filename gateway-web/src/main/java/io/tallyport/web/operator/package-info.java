/**
 * {@code /v1/operator}: providers, accounts, routes, routing, secrets and what operators did, for operators' keys
 * ({@code ok-tp-…}). docs/operator-api.md is for whoever calls it. No answer holds a secret, but for a new operator key's own.
 */
@NullMarked
package io.tallyport.web.operator;

import org.jspecify.annotations.NullMarked;
