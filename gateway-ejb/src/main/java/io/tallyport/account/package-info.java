/**
 * Organisations, and the people who sign in to the console.
 */
@NullMarked
package io.tallyport.account;

import org.jspecify.annotations.NullMarked;
