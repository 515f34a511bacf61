package io.tallyport.invoicing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallyport.document.Party;
import io.tallyport.invoicing.Sale.Taxed;
import io.tallyport.vatid.NameMatch;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Seller and buyer as the tax snapshot has them, each with the identifiers that its document may show: which those are depends
 * on how the sale is taxed (invoice-golden.md).
 */
final class Parties {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OUT_OF_SCOPE = "O";

    private final JsonNode snapshot;
    private final Taxed taxed;

    Parties(String snapshot, Taxed taxed) {
        this.taxed = taxed;
        try {
            this.snapshot = JSON.readTree(snapshot);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tax snapshot cannot be read", e);
        }
    }

    /** Out of scope the XML names no number for tax, and the page does. */
    Party seller() {
        JsonNode seller = snapshot.path("seller");
        boolean isOutOfScope = taxed.category().equals(OUT_OF_SCOPE);
        @Nullable String vatId = sellerVatId();
        return party(
                seller,
                isOutOfScope ? null : vatId,
                isOutOfScope || vatId != null ? null : taxRegistration(seller),
                text(seller, "legal_registration"),
                isOutOfScope ? vatId : null);
    }

    /** Its own country's, but where it charges another country's tax: that one's. Of a non-Union one-stop shop there is none. */
    private @Nullable String sellerVatId() {
        @Nullable String jurisdiction = taxed.jurisdiction();
        @Nullable String local = jurisdiction == null ? null : registration("LOCAL", jurisdiction);
        boolean isOfACountry = jurisdiction != null && jurisdiction.length() == 2;
        return local != null && isOfACountry ? local : registration("VAT", null);
    }

    /** The number of a non-Union one-stop shop begins with EU and is no VAT identifier (BR-CO-09). */
    private @Nullable String taxRegistration(JsonNode seller) {
        @Nullable
        String oneStopShop = taxed.code().equals("EU_NONUNION_OSS") ? registration("OSS_NON_UNION", null) : null;
        return oneStopShop == null ? text(seller, "tax_number") : oneStopShop;
    }

    private @Nullable String registration(String kind, @Nullable String jurisdiction) {
        return StreamSupport.stream(
                        snapshot.path("seller").path("registrations").spliterator(), false)
                .filter(one -> kind.equals(text(one, "kind")))
                .filter(one -> jurisdiction == null || jurisdiction.equals(text(one, "jurisdiction")))
                .findFirst()
                .map(one -> text(one, "number"))
                .orElse(null);
    }

    Party buyer() {
        JsonNode buyer = snapshot.path("buyer");
        boolean isBusiness = buyer.path("claims_business").asBoolean();
        boolean isOutOfScope = taxed.category().equals(OUT_OF_SCOPE);
        @Nullable String vatId = isBusiness ? text(buyer, "vat_id") : null;
        return party(
                buyer,
                isOutOfScope || !mayShow(vatId) ? null : vatId,
                null,
                isBusiness ? text(buyer, "legal_registration") : null,
                isOutOfScope ? vatId : null);
    }

    /** Where it decided, or on a sale at home unless the register denies it; a claim that was not believed is not repeated. */
    private boolean mayShow(@Nullable String vatId) {
        if (vatId == null) {
            return false;
        }
        return switch (taxed.code()) {
            case "EU_RC" -> true;
            case "DOM_B2B", "SME_EXEMPT" -> isNotDenied();
            default -> false;
        };
    }

    private boolean isNotDenied() {
        JsonNode check = snapshot.path("vat_id_check");
        JsonNode buyer = snapshot.path("buyer");
        String outcome = check.path("outcome").asText("");
        return !outcome.equals("INVALID")
                && NameMatch.isSame(buyer.path("name").asText(), text(check, "name"))
                && NameMatch.isAt(
                        buyer.path("postcode").asText(), buyer.path("city").asText(), text(check, "address"));
    }

    private static Party party(
            JsonNode party,
            @Nullable String vatId,
            @Nullable String taxRegistration,
            @Nullable String legalRegistration,
            @Nullable String printedVatId) {
        return new Party(
                party.path("name").asText(),
                party.path("street").asText(),
                party.path("postcode").asText(),
                party.path("city").asText(),
                text(party, "region"),
                party.path("country").asText(),
                vatId,
                taxRegistration,
                legalRegistration,
                printedVatId);
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : null;
    }
}
