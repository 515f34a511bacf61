/**
 * What goes on at each upstream account: calls under way, what its quotas leave, whether it rests after failures, and how well
 * it has served.
 *
 * <p>Each node knows what it sent itself, and hears once a second what others sent. Nothing here is locked or asks anyone
 * while a call waits. Out of scope: which account a call goes to ({@code route}).
 */
@NullMarked
package io.tallyport.pool;

import org.jspecify.annotations.NullMarked;
