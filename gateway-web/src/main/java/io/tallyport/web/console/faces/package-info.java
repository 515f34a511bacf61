/**
 * What the console's pages stand on: where views lie, response headers, error pages, converters.
 *
 * <p>Errors are dealt with by a filter on {@code /console} rather than by web.xml, whose error pages would be the API's
 * as well.
 */
@NullMarked
package io.tallyport.web.console.faces;

import org.jspecify.annotations.NullMarked;
