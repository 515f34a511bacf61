package io.tallyport.accounting;

import java.math.BigInteger;

/**
 * Sum of an account class in one unit, debit +, credit −; nano-credits, or minor units of a currency.
 *
 * @param detail what divides the class, such as a model; empty for classes of customers' accounts, which come as one sum
 */
public record AccountTotal(String accountClass, String unit, String detail, BigInteger total) {}
