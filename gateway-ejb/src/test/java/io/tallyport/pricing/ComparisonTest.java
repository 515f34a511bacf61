package io.tallyport.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.PriceRow;
import io.tallyport.catalog.PriceRow.Window;
import io.tallyport.catalog.Prices;
import io.tallyport.pricing.Preview.Refusal;
import io.tallyport.pricing.PriceBook.Known;
import io.tallyport.pricing.PriceChange.Figure;
import io.tallyport.pricing.PriceChange.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a file would make of a price book. */
class ComparisonTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final String HEADER = "model,provider,context_window,above_input_tokens,input,output\n";

    private final List<PriceRow> rows = new ArrayList<>(List.of(row(1, "known", 0, null, 2_000_000_000L)));

    @Test
    void aChangedPriceIsShownOldAndNewWithItsPerCent() {
        Comparison comparison = compare("known,,,,2.5,4\n", false);

        assertThat(comparison.changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Kind.CHANGED);
            assertThat(change.figures()).containsExactly(new Figure("input", "2.00", "2.50", "+25.0 %"));
            assertThat(change.old()).isEqualTo(rows.getFirst());
        });
    }

    @Test
    void whatStaysIsUnchangedAndWhatIsNotListedAboveAThresholdIsClosed() {
        rows.add(row(2, "known", 200_000, null, 9_000_000_000L));

        Comparison comparison = compare("known,,,,2,4\n", false);

        assertThat(comparison.changes()).extracting(PriceChange::kind).containsExactly(Kind.CLOSED, Kind.UNCHANGED);
        assertThat(comparison.changes().getFirst().above()).isEqualTo(200_000);
    }

    @Test
    void aNewModelNeedsItsProviderAndItsContextWindow() {
        Comparison comparison = compare("one,openai,1000,,1,1\ntwo,openai,,,1,1\n", false);

        assertThat(comparison.newModels()).extracting("id").containsExactly("one");
        assertThat(comparison.refused()).extracting(Refusal::name).containsExactly("two");
    }

    @Test
    void unlistedModelsAreClosedOnlyIfThatIsWanted() {
        rows.add(row(2, "other", 0, null, 1));
        rows.add(row(3, "foreign", 0, null, 1));

        assertThat(compare("known,,,,2,4\n", false).changes())
                .extracting(PriceChange::modelId)
                .containsExactly("known");
        assertThat(compare("known,,,,2,4\n", true).changes())
                .extracting(PriceChange::modelId)
                .containsExactly("other", "known");
    }

    @Test
    void aRefusedModelIsNotClosedForBeingUnlisted() {
        assertThat(compare("known,,,,-1,4\n", true).changes()).isEmpty();
    }

    @Test
    void whatIsUnderWayAlreadyIsLeftAlone() {
        rows.add(new PriceRow("known", 0, NOW.plusSeconds(60), null, null, 500_000, prices(5, 7)));

        assertThat(compare("known,,,,3,4\n", false).refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).contains("under way"));
    }

    @Test
    void anotherNameOfAModelSaysNothingNewAndMustNotContradict() {
        assertThat(compare("known,,,,2,4\nalias,,,,2,4\n", false).changes())
                .extracting(PriceChange::kind)
                .containsExactly(Kind.UNCHANGED);
        assertThat(compare("known,,,,2,4\nalias,,,,3,4\n", false).refused())
                .extracting(Refusal::name)
                .containsExactly("alias");
        assertThat(compare("alias,,,,3,4\n", false).changes())
                .extracting(PriceChange::modelId)
                .containsExactly("known");
    }

    @Test
    void aFormatThatKnowsNoWindowsLeavesThemAsTheyAre() {
        rows.add(row(2, "known", 0, new Window(LocalTime.of(1, 0), LocalTime.of(2, 0)), 1));
        PriceFile litellm = LiteLlmFile.read("""
                {"known":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":2e-6,"output_cost_per_token":4e-6}}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(Comparison.of(litellm, book(), false).changes())
                .extracting(PriceChange::kind)
                .containsExactly(Kind.UNCHANGED);
        assertThat(compare("known,,,,2,4\n", false).changes())
                .extracting(PriceChange::kind)
                .containsExactly(Kind.CLOSED, Kind.UNCHANGED);
    }

    @Test
    void theDigestBindsToTheRowsThatStood() {
        byte[] before = compare("known,,,,3,4\n", false).digest();
        assertThat(compare("known,,,,3,4\n", false).digest()).isEqualTo(before);

        rows.set(0, row(7, "known", 0, null, 2_000_000_000L));
        assertThat(compare("known,,,,3,4\n", false).digest()).isNotEqualTo(before);
    }

    private Comparison compare(String lines, boolean closesUnlisted) {
        return Comparison.of(CsvFile.read((HEADER + lines).getBytes(StandardCharsets.UTF_8)), book(), closesUnlisted);
    }

    private PriceBook book() {
        Known openai = new Known("openai", false);
        return PriceBook.of(
                Map.of("known", openai, "other", openai, "foreign", new Known("anthropic", false)),
                Map.of("alias", "known"),
                rows,
                NOW);
    }

    private static PriceRow row(long id, String model, int above, @Nullable Window window, long input) {
        return new PriceRow(model, above, Instant.EPOCH, null, window, 500_000, prices(id, input));
    }

    private static Prices prices(long id, long input) {
        return new Prices(id, input, 4_000_000_000L, null, null, null, null);
    }
}
