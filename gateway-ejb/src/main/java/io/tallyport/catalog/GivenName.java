package io.tallyport.catalog;

/**
 * A name of ours for a model.
 *
 * @param overrides whether it goes before a model's id of the same spelling
 */
record GivenName(String modelId, boolean overrides) {}
