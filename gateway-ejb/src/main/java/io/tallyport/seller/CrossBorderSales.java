package io.tallyport.seller;

/** Net sales to consumers of other member states; euro cents. */
record CrossBorderSales(long thisYear, long lastYear) {

    boolean isAbove(long threshold, long sale) {
        return lastYear > threshold || Math.addExact(thisYear, sale) > threshold;
    }
}
