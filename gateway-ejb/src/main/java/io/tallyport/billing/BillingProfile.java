package io.tallyport.billing;

import org.jspecify.annotations.Nullable;

/**
 * What stands on a customer's documents.
 *
 * @param country ISO 3166 alpha-2
 * @param region state or province; null where addresses have none
 * @param business whether the customer says that it buys as one
 * @param vatId as {@link io.tallyport.vatid.VatId} writes it; null for none
 * @param legalRegistration in a register of companies: what shows a business outside the European Union
 * @param language of its documents: en, de, fr or es
 * @param purchaseOrder the customer's own order number, printed on every document
 * @param reference whatever else the customer wants printed
 */
public record BillingProfile(
        String name,
        String street,
        String postcode,
        String city,
        @Nullable String region,
        String country,
        boolean business,
        @Nullable String vatId,
        @Nullable String legalRegistration,
        String language,
        @Nullable String purchaseOrder,
        @Nullable String reference) {}
