package io.tallyport.document;

import org.jspecify.annotations.Nullable;

/**
 * A seller or buyer on a document. Which identifiers may stand there depends on the tax category; one that must be absent
 * is null.
 *
 * @param country ISO 3166-1 alpha-2
 * @param vatId BT-31 or BT-48
 * @param taxRegistration BT-32; sellers only
 * @param legalRegistration BT-30 or BT-47
 * @param printedVatId stands on the page though the XML must not carry it (category O)
 */
public record Party(
        String name,
        String street,
        String postcode,
        String city,
        @Nullable String region,
        String country,
        @Nullable String vatId,
        @Nullable String taxRegistration,
        @Nullable String legalRegistration,
        @Nullable String printedVatId) {}
