/** Documents as the gateway draws and signs them, before judges that others wrote: veraPDF, Mustang, PDFBox, Bouncy Castle. */
@NullMarked
package io.tallyport.workbench.judges;

import org.jspecify.annotations.NullMarked;
