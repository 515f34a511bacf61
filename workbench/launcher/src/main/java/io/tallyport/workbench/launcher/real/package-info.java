/** Real providers of models and payments instead of the stand-ins, as the environment or the file of {@code --config} names them. */
@NullMarked
package io.tallyport.workbench.launcher.real;

import org.jspecify.annotations.NullMarked;
