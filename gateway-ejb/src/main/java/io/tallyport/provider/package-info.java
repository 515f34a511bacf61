/**
 * The ports that each vendor's wire formats implement: {@link Surface} towards callers, {@link Provider} towards accounts.
 *
 * <p>A vendor's wire types, mappers and rules stay in its own package below; nothing outside knows a vendor by name.
 */
@NullMarked
package io.tallyport.provider;

import org.jspecify.annotations.NullMarked;
