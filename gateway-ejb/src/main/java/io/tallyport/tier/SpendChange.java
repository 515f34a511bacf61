package io.tallyport.tier;

/**
 * The sum of one wallet's hour as a commit left it.
 *
 * @param version of the wallet at that commit: later commits have higher ones
 * @param hour since 1970, UTC
 * @param spendNano of the whole hour, nano-credits
 */
public record SpendChange(long walletId, long version, long hour, long spendNano) {}
