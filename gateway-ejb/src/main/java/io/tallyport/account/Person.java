package io.tallyport.account;

import java.util.Set;

/** Somebody who signs in to the console; roles are {@code finance} and {@code operator}. */
public record Person(String email, String name, Set<String> roles) {}
