/**
 * Providers and the accounts under them: what they are, their secrets, and who is out of use.
 *
 * <p>What the setup file names is as it says at each start ({@link SetupAccounts}); operators make and change the rest.
 * Each node keeps all of it in memory ({@link UpstreamAccounts}), read again when a change is announced. Out of scope: which
 * account a call goes to ({@code route}), and the way there ({@code transport}).
 */
@NullMarked
package io.tallyport.upstream;

import org.jspecify.annotations.NullMarked;
