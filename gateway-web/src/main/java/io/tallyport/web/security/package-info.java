/**
 * Who calls: the API key of a request.
 */
@NullMarked
package io.tallyport.web.security;

import org.jspecify.annotations.NullMarked;
