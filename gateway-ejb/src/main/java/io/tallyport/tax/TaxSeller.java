package io.tallyport.tax;

import java.util.Set;

/**
 * What of a seller decides about tax.
 *
 * @param smallBusiness under its country's small-business scheme
 * @param taxedAtBuyer whether consumers in other member states are charged their own country's tax: above EUR 10,000 a
 *     year, or by choice
 * @param registrations jurisdictions outside its own country whose tax it charges, such as {@code GB} or {@code ES-CN}
 */
public record TaxSeller(
        String country, String postcode, boolean smallBusiness, boolean taxedAtBuyer, Set<String> registrations) {}
