package io.tallyport.bed;

import io.tallyport.workbench.launcher.Setup;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Organisations made at the start without a balance, handed out one by one with the balance that a test asks for. */
final class Customers {
    private static final Setup.Contract UNLIMITED = new Setup.Contract(1_000_000_000, 1_000_000);

    private final List<Setup.Organisation> organisations;
    private final AtomicInteger next = new AtomicInteger();
    private @Nullable Books books;

    private Customers(List<Setup.Organisation> organisations) {
        this.organisations = organisations;
    }

    static Customers of(int count) {
        return new Customers(IntStream.range(0, count)
                .mapToObj(number -> new Setup.Organisation(
                        "Customer " + number,
                        List.of(new Setup.Key("only", Setup.newKey())),
                        Optional.of(UNLIMITED),
                        Optional.empty()))
                .toList());
    }

    Setup addTo(Setup setup) {
        organisations.forEach(setup::organisation);
        return setup;
    }

    Customers over(Books newBooks) {
        books = newBooks;
        return this;
    }

    Customer next(String credits) {
        if (books == null) {
            throw new IllegalStateException("no books yet");
        }
        int number = next.getAndIncrement();
        if (number >= organisations.size()) {
            throw new IllegalStateException("more customers asked for than were made: raise the bed's number");
        }
        Setup.Organisation organisation = organisations.get(number);
        Customer customer =
                Customer.of(organisation.name(), organisation.keys().getFirst().secret(), books);
        long nano = new BigDecimal(credits).movePointRight(9).longValueExact();
        if (nano > 0) {
            books.grant(customer.walletId(), nano);
        }
        return customer;
    }
}
