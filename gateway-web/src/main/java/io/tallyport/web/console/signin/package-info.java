/**
 * Signing in to the console: Jakarta Security over {@code account.People}, kept in the session.
 *
 * <p>The same archive serves the API, whose calls must not pay for this: every path outside {@code /console} is left
 * alone at once, and no session is made before somebody has signed in.
 */
@NullMarked
package io.tallyport.web.console.signin;

import org.jspecify.annotations.NullMarked;
