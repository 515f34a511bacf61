package io.tallyport.choice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.affinity.AffinityKey;
import io.tallyport.affinity.Placements;
import io.tallyport.choice.Chooser.Asked;
import io.tallyport.pool.Served;
import io.tallyport.route.Fallback;
import io.tallyport.usage.UsageEvent.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChooserTest {
    private static final long NOW = System.nanoTime();
    private static final long SECOND = 1_000_000_000L;
    private static final int LIFE = 300;

    private long now = NOW;
    private final Placements placements = new Placements();
    private final Chooser chooser = new Chooser(placements);
    private final List<Candidate> eight =
            LongStream.rangeClosed(1, 8).mapToObj(ChoiceSamples::candidate).toList();
    private final Plan plan = ChoiceSamples.plan(eight);

    @Test
    void allTurnsOfAllConversationsOfAPrefixGoToOneAccountWhileItHasRoom() {
        Set<Candidate> asked = LongStream.range(0, 15)
                .mapToObj(conversation ->
                        next(key(7, conversation, conversation % 3 == 0)).candidate())
                .collect(Collectors.toSet());
        assertThat(asked).hasSize(1);
    }

    @Test
    void aConversationThatBeginsWhileItsHomeIsFullStaysWhereItBegan() {
        Pick home = next(key(7, 1, true));
        load(home.candidate(), 100);
        load(others(home.candidate()), 10);
        Pick begun = next(key(7, 2, true));
        assertThat(begun.placed()).isEqualTo(Placed.SET);
        assertThat(begun.candidate()).isNotEqualTo(home.candidate());
        load(others(home.candidate()), 1000);
        assertThat(next(key(7, 2, false)).candidate()).isEqualTo(begun.candidate());
        assertThat(next(key(7, 1, false)).candidate()).isEqualTo(home.candidate());
    }

    @Test
    void aFailureLeadsElsewhereAndNeverOverwritesWhereAConversationIs() {
        AffinityKey key = key(7, 1, false);
        Candidate home = next(key).candidate();
        breakDown(home);
        Pick during = next(key);
        assertThat(during.placed()).isEqualTo(Placed.MOVED);
        assertThat(next(key).candidate()).isEqualTo(during.candidate());
        home.state().succeeded(home.model(), new Served(1, 1, 1, 1));
        assertThat(next(key)).isEqualTo(new Pick(home, Placed.HOME));
    }

    @Test
    void whatBeginsWhileItsHomeIsDownStaysWhereItBegan() {
        Candidate home = next(key(7, 1, false)).candidate();
        breakDown(home);
        Candidate begun = next(key(7, 2, true)).candidate();
        home.state().succeeded(home.model(), new Served(1, 1, 1, 1));
        assertThat(next(key(7, 2, false)).candidate()).isEqualTo(begun);
    }

    @Test
    void theOthersTakeTheCallsOfAnAccountThatIsDownInTurnByTheirRankings() {
        Candidate down = eight.getFirst();
        breakDown(down);
        Set<Candidate> asked = LongStream.range(0, 200)
                .mapToObj(prefix -> next(key(prefix, prefix, false)).candidate())
                .collect(Collectors.toSet());
        assertThat(asked).hasSize(7).doesNotContain(down);
    }

    @Test
    void whatRestsIsAskedRatherThanNobody() {
        eight.forEach(this::breakDown);
        assertThat(chooser.next(plan, asked(key(1, 1, false)), List.of(), NOW)).isNotNull();
    }

    @Test
    void whoWasAskedToWaitWaits() {
        eight.forEach(each -> each.state().limited(each.model(), 2 * SECOND, NOW));
        assertThat(chooser.next(plan, asked(key(1, 1, false)), List.of(), NOW)).isNull();
        assertThat(chooser.next(plan, asked(key(1, 1, false)), List.of(), NOW + 3 * SECOND))
                .isNotNull();
    }

    @Test
    void aWeightIsAShareOfThePrefixes() {
        Plan uneven = ChoiceSamples.plan(List.of(
                ChoiceSamples.candidate(1, 0, 100, Fallback.ANY), ChoiceSamples.candidate(2, 0, 300, Fallback.ANY)));
        Random random = new Random(1);
        long heavy = random.longs(4000)
                .mapToObj(prefix -> chooser.next(uneven, asked(key(prefix, prefix, false)), List.of(), NOW))
                .filter(pick ->
                        Objects.requireNonNull(pick).candidate().account().id() == 2)
                .count();
        assertThat(heavy).isBetween(2880L, 3120L);
    }

    @Test
    void theNextPriorityFollowsByWhatTheRouteSays() {
        assertThat(afterAFailure(Fallback.ANY)).isNotNull();
        assertThat(afterAFailure(Fallback.UNAVAILABLE)).isNull();
        assertThat(afterAFailure(Fallback.NEVER)).isNull();
        assertThat(afterARest(Fallback.UNAVAILABLE)).isNotNull();
        assertThat(afterARest(Fallback.NEVER)).isNull();
    }

    private @Nullable Pick afterAFailure(Fallback fallback) {
        Candidate first = ChoiceSamples.candidate(1, 0, 100, fallback);
        Plan two = ChoiceSamples.plan(List.of(first, ChoiceSamples.candidate(2, 1, 100, Fallback.ANY)));
        return chooser.next(two, asked(key(1, 1, false)), List.of(first), NOW);
    }

    private @Nullable Pick afterARest(Fallback fallback) {
        Candidate first = ChoiceSamples.candidate(1, 0, 100, fallback);
        first.state().limited(first.model(), SECOND, NOW);
        Plan two = ChoiceSamples.plan(List.of(first, ChoiceSamples.candidate(2, 1, 100, Fallback.ANY)));
        return chooser.next(two, asked(key(1, 1, false)), List.of(), NOW);
    }

    @Test
    void spreadingLooksAtLoadAlone() {
        eight.forEach(each -> load(each, 10));
        Candidate idle = ChoiceSamples.candidate(9);
        List<Candidate> nine = new ArrayList<>(eight);
        nine.add(idle);
        Pick pick =
                chooser.next(ChoiceSamples.plan(nine), new Asked(key(1, 1, false), Wish.SPREAD, LIFE), List.of(), NOW);
        assertThat(pick).isEqualTo(new Pick(idle, Placed.SPREAD));
    }

    @Test
    void aFixedAccountIsTheOnlyOne() {
        Asked fixed = new Asked(key(1, 1, false), Wish.fixed(3), LIFE);
        assertThat(chooser.next(plan, fixed, List.of(), NOW)).isEqualTo(new Pick(eight.get(2), Placed.FIXED));
        assertThat(chooser.next(plan, fixed, List.of(eight.get(2)), NOW)).isNull();
    }

    /** Each some time after the one before, since what goes on at accounts is looked at now and then. */
    private Pick next(AffinityKey key) {
        now += SECOND / 10;
        return Objects.requireNonNull(chooser.next(plan, asked(key), List.of(), now));
    }

    private static Asked asked(AffinityKey key) {
        return new Asked(key, Wish.AFFINITY, LIFE);
    }

    private static AffinityKey key(long prefix, long conversation, boolean opening) {
        return new AffinityKey(prefix + 1, conversation + 1, prefix + 1, opening);
    }

    private static void load(Candidate candidate, int calls) {
        for (int i = 0; i < calls; i++) {
            candidate.asked(1, false);
            candidate.over(0);
        }
    }

    private static void load(List<Candidate> candidates, int calls) {
        candidates.forEach(each -> load(each, calls));
    }

    private List<Candidate> others(Candidate than) {
        return eight.stream().filter(each -> !each.equals(than)).toList();
    }

    private void breakDown(Candidate candidate) {
        for (int i = 0; i < 3; i++) {
            candidate.state().failed(candidate.model(), true, now + 60 * SECOND);
        }
    }
}
