/**
 * What a node does before it serves: migrations, then the setup file (organisations, people, accounts), once each.
 */
@NullMarked
package io.tallyport.setup;

import org.jspecify.annotations.NullMarked;
