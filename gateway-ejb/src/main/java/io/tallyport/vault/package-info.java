/**
 * Secrets that must be known again, such as those that sign webhooks, as they rest in the database: sealed by AES-256-GCM under
 * {@code tallyport.secret.key}, the master key, which {@link MasterKeys} changes. What need only be recognised (keys, passwords) is
 * hashed where it belongs instead.
 */
@NullMarked
package io.tallyport.vault;

import org.jspecify.annotations.NullMarked;
