package io.tallyport.catalog;

/**
 * A model as found by a name.
 *
 * @param upstreamName what its provider is to be asked for: the name itself where it is the provider's, else the id
 */
public record Named(Model model, String upstreamName) {}
