/**
 * Which upstream account a call goes to: first by what routes and the organisation's own rules permit ({@link
 * io.tallyport.choice.Plans}), then by where its prompt is cached, what accounts can take and how they are
 * ({@link io.tallyport.choice.Chooser}).
 *
 * <p>A plan is made once and kept until an account or a route changes, so that a call only looks through its array. Out of
 * scope: sending, and what follows from a failure ({@code relay}).
 */
@NullMarked
package io.tallyport.choice;

import org.jspecify.annotations.NullMarked;
