package io.tallyport.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallyport.tier.Standing.NextTier;
import io.tallyport.tier.WalletTerms.HourSpend;
import io.tallyport.tier.WalletTerms.Reading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What window, tiers and contracts come to. */
class WalletTermsTest {
    private static final long CREDIT = 1_000_000_000;
    private static final long HOUR = 498_000;
    private static final long NOW = SpendWindow.startMicros(HOUR) + 1_234;
    private static final Ladder PUBLISHED = new Ladder(List.of(
            new Tier("Scale", 1_000 * CREDIT, 600_000, 2_000, 512),
            new Tier("Starter", 0, 1_000_000, 120, 32),
            new Tier("Growth", 500 * CREDIT, 800_000, 600, 128)));

    private final WalletTerms wallet = new WalletTerms(1);

    @Test
    void whoHasSpentNothingIsAStarterAndSeesTheNextThreshold() {
        Standing standing = wallet.at(NOW, PUBLISHED);

        assertThat(standing)
                .isEqualTo(new Standing(
                        "Starter",
                        1_000_000,
                        120,
                        32,
                        null,
                        null,
                        0,
                        new NextTier("Growth", 500 * CREDIT, 800_000),
                        false,
                        null));
    }

    @Test
    void aThresholdIsInclusive() {
        wallet.committed(new SpendChange(1, 1, HOUR, 500 * CREDIT - 1));
        assertThat(wallet.at(NOW, PUBLISHED).name()).isEqualTo("Starter");

        wallet.committed(new SpendChange(1, 2, HOUR, 500 * CREDIT));
        assertThat(wallet.at(NOW, PUBLISHED).name()).isEqualTo("Growth");
        assertThat(wallet.at(NOW, PUBLISHED).next()).isEqualTo(new NextTier("Scale", 1_000 * CREDIT, 600_000));

        wallet.committed(new SpendChange(1, 3, HOUR, 1_000 * CREDIT));
        assertThat(wallet.at(NOW, PUBLISHED).name()).isEqualTo("Scale");
        assertThat(wallet.at(NOW, PUBLISHED).next()).isNull();
    }

    @Test
    void spendLeavesTheWindowWithTheHourAndNoEvent() {
        wallet.committed(new SpendChange(1, 1, HOUR, 500 * CREDIT));
        long lastMoment = SpendWindow.startMicros(HOUR + 721) - 1;

        assertThat(wallet.at(lastMoment, PUBLISHED).name()).isEqualTo("Growth");
        assertThat(wallet.at(lastMoment + 1, PUBLISHED).name()).isEqualTo("Starter");
    }

    @Test
    void aClockThatStepsBackFindsTheHourBefore() {
        wallet.committed(new SpendChange(1, 1, HOUR - 720, 500 * CREDIT));
        assertThat(wallet.at(NOW, PUBLISHED).name()).isEqualTo("Growth");
        assertThat(wallet.at(SpendWindow.startMicros(HOUR + 1), PUBLISHED).name())
                .isEqualTo("Starter");
        assertThat(wallet.at(NOW, PUBLISHED).name()).isEqualTo("Growth");
    }

    @Test
    void aReadingOlderThanACommitKnowsNothingOfItsHour() {
        wallet.committed(new SpendChange(1, 7, HOUR, 500 * CREDIT));
        boolean latest = wallet.read(
                new Reading(1, 6, false, List.of(new HourSpend(HOUR - 1, CREDIT), new HourSpend(HOUR, CREDIT))));

        assertThat(latest).isFalse();
        assertThat(wallet.at(NOW, PUBLISHED).windowSpendNano()).isEqualTo(501 * CREDIT);
    }

    @Test
    void aCommitOlderThanAReadingChangesNothing() {
        wallet.read(new Reading(1, 7, false, List.of(new HourSpend(HOUR, 2 * CREDIT))));
        wallet.committed(new SpendChange(1, 6, HOUR, CREDIT));

        assertThat(wallet.at(NOW, PUBLISHED).windowSpendNano()).isEqualTo(2 * CREDIT);
    }

    @Test
    void aReversalLowersItsHour() {
        wallet.committed(new SpendChange(1, 1, HOUR, 500 * CREDIT));
        wallet.read(new Reading(1, 2, false, List.of(new HourSpend(HOUR, 499 * CREDIT))));

        assertThat(wallet.at(NOW, PUBLISHED).name()).isEqualTo("Starter");
    }

    @Test
    void aWholeReadingIsAllThereIs() {
        wallet.committed(new SpendChange(1, 1, HOUR - 5, 500 * CREDIT));
        wallet.committed(new SpendChange(1, 4, HOUR, 7 * CREDIT));
        wallet.read(new Reading(1, 3, true, List.of(new HourSpend(HOUR - 1, CREDIT))));
        assertThat(wallet.at(NOW, PUBLISHED).windowSpendNano()).isEqualTo(8 * CREDIT);

        wallet.read(new Reading(1, 5, true, List.of(new HourSpend(HOUR - 1, CREDIT))));
        assertThat(wallet.at(NOW, PUBLISHED).windowSpendNano()).isEqualTo(CREDIT);
    }

    @Test
    void whatOthersCommittedMeanwhileIsMissingUntilAllIsRead() {
        wallet.read(new Reading(1, 4, true, List.of()));
        wallet.committed(new SpendChange(1, 5, HOUR, CREDIT));
        assertThat(wallet.completeTo()).isEqualTo(5);

        wallet.committed(new SpendChange(1, 7, HOUR, 2 * CREDIT));
        wallet.committed(new SpendChange(1, 8, HOUR, 3 * CREDIT));
        wallet.read(new Reading(1, 9, false, List.of(new HourSpend(HOUR, 4 * CREDIT))));
        assertThat(wallet.completeTo()).isEqualTo(5);

        wallet.read(new Reading(1, 9, true, List.of(new HourSpend(HOUR, 4 * CREDIT))));
        assertThat(wallet.completeTo()).isEqualTo(9);
    }

    @Test
    void anOldAnswerAboutContractsDoesNotUndoANewOne() {
        wallet.agreed(List.of(contract(0, 10, new ContractTerms("New", 400_000, null, null, null, 0))), 20);
        wallet.agreed(List.of(), 10);

        assertThat(wallet.at(NOW, PUBLISHED).name()).isEqualTo("New");
    }

    @Test
    void aContractIsInForceFromItsStartUntilItsEnd() {
        Contract contract = contract(5, 10, new ContractTerms("Acme 2027", 450_000, 5_000, 64, 16, 0));
        wallet.agreed(List.of(contract), 0);

        assertThat(wallet.at(NOW + 5_000_000 - 1, PUBLISHED).name()).isEqualTo("Starter");
        assertThat(wallet.at(NOW + 5_000_000, PUBLISHED))
                .isEqualTo(new Standing("Acme 2027", 450_000, 5_000, 32, 64, 16, 0, null, true, contract.endsAt()));
        assertThat(wallet.at(NOW + 10_000_000 - 1, PUBLISHED).name()).isEqualTo("Acme 2027");
        assertThat(wallet.at(NOW + 10_000_000, PUBLISHED).contract()).isFalse();
    }

    @Test
    void whatAContractLeavesOpenStaysTheTiers() {
        wallet.committed(new SpendChange(1, 1, HOUR, 500 * CREDIT));
        wallet.agreed(List.of(contract(0, 10, new ContractTerms("More calls", null, 9_000, null, null, 0))), 0);
        Standing standing = wallet.at(NOW, PUBLISHED);

        assertThat(standing.name()).isEqualTo("Growth");
        assertThat(standing.multiplierPpm()).isEqualTo(800_000);
        assertThat(standing.requestsPerMinute()).isEqualTo(9_000);
        assertThat(standing.next()).isNotNull();
        assertThat(standing.contract()).isTrue();
    }

    @Test
    void newTiersApplyAtOnce() {
        wallet.at(NOW, PUBLISHED);
        Ladder cheaper = new Ladder(List.of(new Tier("Everybody", 0, 500_000, 60, 8)));

        assertThat(wallet.at(NOW, cheaper).name()).isEqualTo("Everybody");
    }

    @Test
    void aLadderWithoutAFirstStepIsRefused() {
        List<Tier> tiers = List.of(new Tier("Growth", 1, 800_000, 600, 128));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ladder(tiers))
                .withMessageContaining("from_spend_nano");
    }

    private static Contract contract(int startSeconds, @Nullable Integer endSeconds, ContractTerms terms) {
        Instant now = Instant.EPOCH.plus(NOW, ChronoUnit.MICROS);
        return new Contract(
                1,
                1,
                terms,
                now.plusSeconds(startSeconds),
                endSeconds == null ? null : now.plusSeconds(endSeconds),
                "maker@test.example",
                "checker@test.example",
                "for a test");
    }
}
