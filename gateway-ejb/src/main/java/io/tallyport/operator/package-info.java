/**
 * Operators by their keys: {@code ok-tp-…}, made in the setup file or by an operator, for people with the role operator. They
 * change how the gateway works by {@code /v1/operator} and never make calls. Each use asks the database whether the key still
 * stands and its person is still an operator; only bcrypt is spared. {@link Resealing} is theirs too: the change of the master key.
 */
@NullMarked
package io.tallyport.operator;

import org.jspecify.annotations.NullMarked;
