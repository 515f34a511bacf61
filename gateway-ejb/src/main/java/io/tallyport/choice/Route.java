package io.tallyport.choice;

import io.tallyport.catalog.Model;

/**
 * Where a call may go.
 *
 * @param model whose prices hold
 * @param upstreamName what providers call it: the caller's own word where that is one of the provider's names
 * @param plan not empty
 */
public record Route(Model model, String upstreamName, Plan plan) {}
