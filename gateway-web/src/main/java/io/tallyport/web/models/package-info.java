/**
 * The models an organisation can call, in the shape the caller expects (wire.md section 2.6).
 */
@NullMarked
package io.tallyport.web.models;

import org.jspecify.annotations.NullMarked;
