/**
 * HTTP to addresses that customers name: nothing inside this network can be reached that way. A name is resolved once per request,
 * every address it has is looked at, and the connection goes to one of those; names that are answered otherwise a moment later
 * change nothing. Redirects are not followed, and every request ends within its time, whatever the other side does.
 */
@NullMarked
package io.tallyport.outbound;

import org.jspecify.annotations.NullMarked;
