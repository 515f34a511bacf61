package io.tallyport.key;

import org.jspecify.annotations.Nullable;

/**
 * What a key says of the way of its calls.
 *
 * @param mode null: as its organisation
 */
public record KeyRouting(@Nullable RoutingMode mode, BreakpointHelp breakpointHelp) {
    public static final KeyRouting USUAL = new KeyRouting(null, BreakpointHelp.OFF);
}
