package io.tallyport.tax;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.jurisdiction.Place;
import io.tallyport.jurisdiction.Place.Area;
import io.tallyport.tax.TaxBuyer.VatIdStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** L60, the table alone: every combination of what a seller and a buyer can be. */
class TaxTableTest {
    private static final Place GERMANY = new Place("DE", Area.UNION, "DE", "VAT");
    private static final Place FRANCE = new Place("FR", Area.UNION, "FR", "VAT");
    private static final Place CANARIES = new Place("ES", Area.TERRITORY, "ES-CN", "IGIC");
    private static final Place LIVIGNO = new Place("IT", Area.TERRITORY, null, null);
    private static final Place BRITAIN = new Place("GB", Area.OUTSIDE, "GB", "VAT");
    private static final Place STATES = new Place("US", Area.OUTSIDE, null, null);
    private static final Place NORWAY = new Place("NO", Area.OUTSIDE, "NO", "VAT");
    private static final List<Place> PLACES = List.of(GERMANY, FRANCE, CANARIES, LIVIGNO, BRITAIN, STATES, NORWAY);

    private final TaxTable table = TaxTable.read();

    @Test
    @DisplayName("Z, G and K never occur; O has no rate, and what has no rate is O")
    void noCategoryThatIsNeverRight() {
        assertThat(table.rows()).filteredOn(row -> row.category() != null).allSatisfy(row -> {
            assertThat(row.category()).isIn("S", "AE", "O", "L", "M", "E");
            assertThat(row.rate() == TaxRow.RateOf.NONE).isEqualTo("O".equals(row.category()));
            assertThat(row.wording() != null).isEqualTo(Set.of("AE", "O", "E").contains(row.category()));
        });
    }

    @Test
    @DisplayName("every row decides some sale; only sellers outside the Union meet sales without a row")
    void everyRowIsReached() {
        List<TaxRow> reached = new ArrayList<>();
        for (Sale sale : sales()) {
            Optional<TaxRow> row = table.firstThatFits(sale.facts());
            row.ifPresent(reached::add);
            if (row.isEmpty()) {
                assertThat(sale.from().area()).as(sale.toString()).isEqualTo(Area.OUTSIDE);
            }
        }
        assertThat(table.rows()).allSatisfy(row -> assertThat(reached).contains(row));
        assertThat(table.rows().stream().map(TaxRow::number).collect(Collectors.toSet()))
                .as("12 never applies")
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18);
    }

    @Test
    @DisplayName("a business in another member state is charged no tax only with a valid identifier")
    void reverseChargeNeedsAValidIdentifier() {
        for (Sale sale : sales()) {
            Optional<TaxRow> row = table.firstThatFits(sale.facts());
            if (row.isPresent() && row.get().code().equals("EU_RC")) {
                assertThat(sale.buyer().vatId()).isEqualTo(VatIdStatus.VALID);
                assertThat(sale.buyer().claimsBusiness()).isTrue();
            }
        }
    }

    private record Sale(TaxSeller seller, Place from, TaxBuyer buyer, Place to) {
        Set<TaxFact> facts() {
            return TaxFacts.of(seller, from, buyer, to);
        }
    }

    private static List<Sale> sales() {
        List<Sale> sales = new ArrayList<>();
        for (Place from : List.of(GERMANY, STATES)) {
            for (Place to : PLACES) {
                for (int bits = 0; bits < 32; bits++) {
                    boolean registered = (bits & 1) != 0;
                    TaxSeller seller = new TaxSeller(
                            from.country(),
                            "",
                            (bits & 2) != 0,
                            (bits & 4) != 0,
                            registered ? Set.of("GB", "NO", "ES-CN", "ES-CE") : Set.of());
                    for (VatIdStatus vatId : EnumSet.allOf(VatIdStatus.class)) {
                        TaxBuyer buyer = new TaxBuyer(to.country(), "", (bits & 8) != 0, vatId, (bits & 16) != 0);
                        sales.add(new Sale(seller, from, buyer, to));
                        if (to.equals(CANARIES)) {
                            Place ceuta = new Place("ES", Area.TERRITORY, "ES-CE", "IPSI");
                            sales.add(new Sale(seller, from, buyer, ceuta));
                        }
                    }
                }
            }
        }
        return sales;
    }
}
