/** Answers as providers once gave them, uploaded or from a folder, to be sent again byte for byte on any path. */
@NullMarked
package io.tallyport.workbench.simulator.recording;

import org.jspecify.annotations.NullMarked;
