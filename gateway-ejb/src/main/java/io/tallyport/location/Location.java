package io.tallyport.location;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One item that says where a buyer is.
 *
 * @param country ISO 3166-1, two letters
 * @param source who says it: a version of the billing profile, a provider's payment, an address of the network
 */
public record Location(Kind kind, String country, String source) {
    public enum Kind {
        /** The buyer's own word. */
        BILLING_ADDRESS,
        IP_ADDRESS,
        /** The country in which a card was issued or an account is held. */
        PAYMENT_INSTRUMENT
    }

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /** What somebody else says; empty if that is no country: nothing may fail for it. */
    public static Optional<Location> told(Kind kind, @Nullable String country, String source) {
        return Optional.ofNullable(country)
                .filter(code -> COUNTRY.matcher(code).matches())
                .map(code -> new Location(kind, code, source));
    }

    /**
     * What a person must look at: others' items all name another country than the billing address. One that agrees with it is
     * enough (Art. 24b), and so is the address alone where nobody else says anything.
     */
    static Optional<String> contradiction(List<Location> items) {
        Optional<Location> address = items.stream()
                .filter(item -> item.kind() == Kind.BILLING_ADDRESS)
                .findFirst();
        List<Location> others = items.stream()
                .filter(item -> item.kind() != Kind.BILLING_ADDRESS)
                .toList();
        if (address.isEmpty()
                || others.isEmpty()
                || others.stream()
                        .anyMatch(item -> item.country().equals(address.get().country()))) {
            return Optional.empty();
        }
        return Optional.of(address.get().country() + " by the billing address, "
                + others.stream()
                        .map(item -> item.country() + " by " + item.source())
                        .collect(Collectors.joining(", ")));
    }
}
