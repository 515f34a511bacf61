package io.tallyport.route;

import io.tallyport.catalog.Model;
import java.util.List;

/**
 * Where a call may go.
 *
 * @param model whose prices hold
 * @param upstreamName what the provider calls it: the caller's own word where that is one of the provider's names
 * @param ways at least one, in order of preference
 */
public record Route(Model model, String upstreamName, List<Way> ways) {
    public Route {
        ways = List.copyOf(ways);
    }
}
