package io.tallyport.tax;

/** What the rows of the tax table ask for; of each group exactly one holds. */
enum TaxFact {
    SELLER_EU,
    SELLER_OUTSIDE,

    /** The buyer is where the seller is, inside the area of European value added tax. */
    DOMESTIC,
    /** In another member state, inside that area. */
    OTHER_EU,
    /** In a member state, but outside that area (Art. 6 of Directive 2006/112/EC). */
    TERRITORY,
    /** In neither; {@link #UNITED_KINGDOM} and {@link #UNITED_STATES} hold beside it. */
    OUTSIDE,
    UNITED_KINGDOM,
    UNITED_STATES,

    BUSINESS,
    CONSUMER,

    ID_VALID,
    /** The register could not say. */
    ID_UNAVAILABLE,
    /** None was given, or it is not valid, or it is somebody else's. */
    ID_MISSING,

    SELLER_SMALL_BUSINESS,
    /** The seller is above the threshold of Art. 59c, or chose the buyer's country without it. */
    TAXED_AT_BUYER,
    /** The seller charges the tax of the place where the buyer is. */
    REGISTERED_THERE,
    IGIC,
    IPSI
}
