/** {@code /v1/upstream-accounts}: keys at providers that an organisation brings along, and how accounts are told in JSON. */
@NullMarked
package io.tallyport.web.upstream;

import org.jspecify.annotations.NullMarked;
