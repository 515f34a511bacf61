/**
 * The setup file: the people, customers and upstream accounts that a gateway finds on its first start, and their form as
 * the EAR reads it.
 *
 * <p>Who is in it, a demo's or a test's, is for the caller to say.
 */
@NullMarked
package io.tallyport.workbench.launcher.setup;

import org.jspecify.annotations.NullMarked;
