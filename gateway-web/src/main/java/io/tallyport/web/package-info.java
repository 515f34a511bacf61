/** Inbound protocols: translate, call one capability, translate back. No rules live here. */
@NullMarked
package io.tallyport.web;

import org.jspecify.annotations.NullMarked;
