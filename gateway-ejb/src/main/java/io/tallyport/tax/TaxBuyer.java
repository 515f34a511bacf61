package io.tallyport.tax;

/**
 * What of a buyer decides about tax.
 *
 * @param vatId as the register of the member states has it
 * @param evidence whether something else shows a business: a registration outside the Union
 */
public record TaxBuyer(String country, String postcode, boolean claimsBusiness, VatIdStatus vatId, boolean evidence) {

    public enum VatIdStatus {
        /** Valid, and of the buyer's name and address. */
        VALID,
        /** The register could not say; never taken for invalid. */
        UNAVAILABLE,
        /** Not given, invalid, or somebody else's. */
        MISSING
    }
}
