package io.tallyport.jurisdiction;

import org.jspecify.annotations.Nullable;

/**
 * Where a party is, as value added tax sees it on one day.
 *
 * @param country ISO 3166 alpha-2 of the country it counts as: FR for Monaco, GB for the Isle of Man
 * @param jurisdiction whose tax and rate apply there: the country's, or those of a part of it such as {@code ES-CN}; null
 *     where there is none, such as Livigno
 * @param taxName such as VAT or IGIC; null where there is none
 */
public record Place(
        String country,
        Area area,
        @Nullable String jurisdiction,
        @Nullable String taxName) {

    /** Seen from the European Union. */
    public enum Area {
        /** In a member state and inside the area of its value added tax. */
        UNION,
        /** In a member state, outside that area (Art. 6 of Directive 2006/112/EC). */
        TERRITORY,
        OUTSIDE
    }
}
