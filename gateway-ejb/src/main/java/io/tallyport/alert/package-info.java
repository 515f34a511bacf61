/**
 * What people must look at: a row each, an ERROR line, and the metrics {@code tallyport.alerts} and
 * {@code tallyport.alerts.open}.
 *
 * <p>The same thing found again is counted on its row. Carrying alerts to pagers and mail is the metrics' readers' part.
 */
@NullMarked
package io.tallyport.alert;

import org.jspecify.annotations.NullMarked;
