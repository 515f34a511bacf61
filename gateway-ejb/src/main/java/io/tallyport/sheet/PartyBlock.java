package io.tallyport.sheet;

import io.tallyport.document.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A seller or buyer.
 *
 * @param label such as "Bill to"
 * @param lines address, then identifiers
 */
public record PartyBlock(String label, String name, List<String> lines) {

    private static final int UNBROKEN = 40;

    public PartyBlock {
        lines = List.copyOf(lines);
    }

    static PartyBlock of(String label, Party party, Language language) {
        List<String> lines = new ArrayList<>(address(party, language));
        lines.addAll(identifiers(party, language));
        return new PartyBlock(label, party.name(), lines);
    }

    /** Name, address and identifiers one after the other; lines break between them, not within. */
    static String footer(Party seller, Language language) {
        return Stream.of(List.of(seller.name()), address(seller, language), identifiers(seller, language))
                .flatMap(List::stream)
                .map(part -> part.length() > UNBROKEN ? part : part.replace(' ', '\u00a0'))
                .collect(Collectors.joining(" · "));
    }

    private static List<String> address(Party party, Language language) {
        String place = (party.postcode() + ' ' + party.city()).strip();
        String country = Locale.of("", party.country()).getDisplayCountry(language.locale());
        return present(party.street(), place, party.region(), country);
    }

    private static List<String> identifiers(Party party, Language language) {
        String vatId = party.vatId() == null ? party.printedVatId() : party.vatId();
        return present(
                labelled("party.vatId", vatId, language),
                labelled("party.taxRegistration", party.taxRegistration(), language),
                labelled("party.legalRegistration", party.legalRegistration(), language));
    }

    private static @Nullable String labelled(String key, @Nullable String value, Language language) {
        return value == null ? null : language.text(key) + ' ' + value;
    }

    private static List<String> present(@Nullable String... lines) {
        return Stream.of(lines)
                .filter(Objects::nonNull)
                .filter(line -> !line.isBlank())
                .toList();
    }
}
