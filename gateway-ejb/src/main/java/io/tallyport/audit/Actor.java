package io.tallyport.audit;

/**
 * Who does something.
 *
 * @param name the e-mail address of an operator, or the organisation of a key
 * @param keyId public id of the key that it is done with
 */
public record Actor(String name, String keyId) {}
