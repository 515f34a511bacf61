package io.tallyport.usageapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tallyport.advice.Advisor;
import io.tallyport.advice.Advisor.Advice;
import io.tallyport.advice.Advisor.Grouping;
import io.tallyport.advice.CacheAdvice;
import io.tallyport.advice.CacheAdvice.Affinity;
import io.tallyport.advice.CacheAdvice.Miss;
import io.tallyport.advice.MissReason;
import io.tallyport.bed.ledger.BareLedger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Why calls missed, judged from their rows. These are of a time that nobody else's books reach. Prices: 3,000 nano a token of input, written 3,750 or 6,000, read 300; 70 %.
 */
class CacheAdviceIT {
    private static final Instant NOON = Instant.parse("2031-03-10T12:00:00Z");
    private static final Instant BEGIN = Instant.parse("2031-03-10T00:00:00Z");
    private static final Instant END = Instant.parse("2031-03-11T00:00:00Z");

    private final BareLedger ledger = BareLedger.get();
    private final Advisor advisor = ledger.bean(Advisor.class);
    private final long wallet = ledger.wallet();
    private final String marked = "marked-" + UUID.randomUUID();
    private final String automatic = "automatic-" + UUID.randomUUID();

    /** A call as its row tells it; written for five minutes unless it says otherwise. */
    private record Call(
            String model,
            Instant at,
            long account,
            @Nullable Long prefix,
            @Nullable Long conversation,
            @Nullable String session,
            long input,
            long write5m,
            long write1h,
            long read,
            String placed,
            int pool,
            long debit,
            int seconds) {

        Call at(Instant moment) {
            return new Call(
                    model,
                    moment,
                    account,
                    prefix,
                    conversation,
                    session,
                    input,
                    write5m,
                    write1h,
                    read,
                    placed,
                    pool,
                    debit,
                    seconds);
        }

        Call on(long other) {
            return new Call(
                    model,
                    at,
                    other,
                    prefix,
                    conversation,
                    session,
                    input,
                    write5m,
                    write1h,
                    read,
                    placed,
                    pool,
                    debit,
                    seconds);
        }

        Call of(@Nullable Long otherPrefix, @Nullable Long otherConversation, @Nullable String name) {
            return new Call(
                    model,
                    at,
                    account,
                    otherPrefix,
                    otherConversation,
                    name,
                    input,
                    write5m,
                    write1h,
                    read,
                    placed,
                    pool,
                    debit,
                    seconds);
        }

        Call tokens(long plain, long for5m, long for1h, long fromCache) {
            return new Call(
                    model,
                    at,
                    account,
                    prefix,
                    conversation,
                    session,
                    plain,
                    for5m,
                    for1h,
                    fromCache,
                    placed,
                    pool,
                    debit,
                    seconds);
        }

        Call placed(String how, int accounts) {
            return new Call(
                    model,
                    at,
                    account,
                    prefix,
                    conversation,
                    session,
                    input,
                    write5m,
                    write1h,
                    read,
                    how,
                    accounts,
                    debit,
                    seconds);
        }

        Call charged(long nano) {
            return new Call(
                    model,
                    at,
                    account,
                    prefix,
                    conversation,
                    session,
                    input,
                    write5m,
                    write1h,
                    read,
                    placed,
                    pool,
                    nano,
                    seconds);
        }

        Call lasting(int time) {
            return new Call(
                    model,
                    at,
                    account,
                    prefix,
                    conversation,
                    session,
                    input,
                    write5m,
                    write1h,
                    read,
                    placed,
                    pool,
                    debit,
                    time);
        }
    }

    @BeforeEach
    void pricesAreKnown() {
        model(marked, "{caching,caching_control}", 2_000);
        model(automatic, "{caching}", null);
    }

    @Test
    void whatIsWrittenFirstIsReadAndExpires() {
        put(write(), read().at(minutes(2)), write().at(minutes(8)));

        assertThat(misses())
                .containsExactly(miss(MissReason.FIRST_WRITE, 1, 3_000), miss(MissReason.EXPIRED, 1, 3_000));
        assertThat(advice().hits()).isEqualTo(1);
        // 0.7 * (3,000 * 2,700 - 6,000 * 750)
        assertThat(advice().savedNano()).isEqualTo(2_520_000);
    }

    @Test
    void eachReadRenewsTheFiveMinutes() {
        put(write(), read().at(minutes(4)), read().at(minutes(8)), write().at(minutes(12)));

        assertThat(misses()).containsExactly(miss(MissReason.FIRST_WRITE, 1, 3_000), miss(MissReason.OTHER, 1, 3_000));
    }

    @Test
    void aCallThatWentToAnotherAccountIsAFailover() {
        put(write(), write().at(minutes(1)).on(2), read().at(minutes(2)).on(2));

        assertThat(misses())
                .containsExactly(miss(MissReason.FIRST_WRITE, 1, 3_000), miss(MissReason.FAILOVER, 1, 3_000));
    }

    @Test
    void aNewConversationOfAPrefixOnAnotherAccountIsAFailoverToo() {
        put(write(), write().of(1L, 8L, null).at(minutes(1)).on(2));

        assertThat(misses())
                .containsExactly(miss(MissReason.FIRST_WRITE, 1, 3_000), miss(MissReason.FAILOVER, 1, 3_000));
    }

    @Test
    void anHoursWriteLivesForAnHour() {
        Call hour = write().tokens(10, 0, 3_000, 0);
        put(hour, hour.at(minutes(50)).on(2), hour.at(minutes(111)).on(2));

        assertThat(advice().misses())
                .extracting(Miss::reason, Miss::calls, Miss::aboveReadingNano)
                .containsExactly(
                        tuple(MissReason.FIRST_WRITE, 1L, 11_970_000L),
                        tuple(MissReason.EXPIRED, 1L, 11_970_000L),
                        tuple(MissReason.FAILOVER, 1L, 11_970_000L));
    }

    @Test
    void aConversationWithAnotherPrefixHasChangedIt() {
        put(write(), write().of(2L, 7L, null).at(minutes(1)));
        put(
                write().of(3L, 9L, "talk").at(minutes(2)),
                write().of(4L, 10L, "talk").at(minutes(3)));

        assertThat(misses())
                .containsExactly(miss(MissReason.FIRST_WRITE, 2, 6_000), miss(MissReason.PREFIX_CHANGED, 2, 6_000));
    }

    @Test
    void aConversationIsKnownByItsNameAloneAsWell() {
        put(
                write().of(null, null, "talk"),
                write().of(null, null, "talk").at(minutes(1)).on(3));
        put(write().of(null, null, null).at(minutes(2)));

        assertThat(misses())
                .containsExactly(
                        miss(MissReason.FIRST_WRITE, 1, 3_000),
                        miss(MissReason.FAILOVER, 1, 3_000),
                        miss(MissReason.OTHER, 1, 3_000));
    }

    @Test
    void aPromptThatIsTooShortOrNotMarkedIsNotCached() {
        put(write().tokens(1_999, 0, 0, 0), write().tokens(2_000, 0, 0, 0).at(minutes(1)), write().at(minutes(2)));

        assertThat(misses())
                .as("calls that cached nothing are nothing to read from")
                .containsExactly(
                        miss(MissReason.BELOW_MINIMUM, 1, 1_999),
                        miss(MissReason.NOT_MARKED, 1, 2_000),
                        miss(MissReason.FIRST_WRITE, 1, 3_000));
    }

    @Test
    void aModelThatCachesByItselfNeedsNoMarkAnd1024Tokens() {
        Call plain = new Call(automatic, NOON, 1, 1L, 7L, null, 1_024, 0, 0, 0, "HOME", 4, 7, 0);
        put(
                plain,
                plain.at(minutes(1)),
                plain.at(minutes(7)),
                plain.at(minutes(8)).tokens(1_023, 0, 0, 0));

        assertThat(misses())
                .containsExactly(
                        miss(MissReason.BELOW_MINIMUM, 1, 1_023),
                        miss(MissReason.FIRST_WRITE, 1, 1_024),
                        miss(MissReason.EXPIRED, 1, 1_024),
                        miss(MissReason.OTHER, 1, 1_024));
    }

    @Test
    void theDayBeforeIsLookedAtAndNotToldOf() {
        put(write().at(NOON.minusSeconds(20 * 3_600)), write());

        assertThat(misses()).containsExactly(miss(MissReason.EXPIRED, 1, 3_000));
    }

    @Test
    void othersCallsAndModelsAreNoneOfItsOwn() {
        insert(ledger.wallet(), write());
        put(new Call(automatic, NOON, 1, 1L, 7L, null, 3_000, 0, 0, 0, "HOME", 4, 7, 0), write().at(minutes(1)));

        // 3,000 * 2,700 * 0.7 + 3,000 * 3,450 * 0.7
        assertThat(misses()).containsExactly(new Miss(MissReason.FIRST_WRITE, 2, 6_000, 12_915_000));
    }

    @Test
    void callsAreInTheOrderOfTheirArrivalAndACacheIsAsOldAsItsCallsBegin() {
        put(write().at(minutes(6)).lasting(360), write().at(minutes(6)).lasting(1));

        assertThat(misses())
                .containsExactly(miss(MissReason.FIRST_WRITE, 1, 3_000), miss(MissReason.EXPIRED, 1, 3_000));
    }

    @Test
    void whatWasNotChargedIsNotToldOfButFillsTheCache() {
        put(write().charged(0), write().at(minutes(1)).on(2));

        assertThat(misses()).containsExactly(miss(MissReason.FAILOVER, 1, 3_000));
    }

    @Test
    void affinitySavesByTheCallsOfTheConversationBeforeWhileTheCacheLived() {
        put(
                write(),
                read().at(minutes(1)),
                read().at(minutes(2)),
                read().at(minutes(6)),
                read().at(minutes(7)).placed("SPREAD", 4),
                read().of(1L, 8L, null).at(minutes(2)));

        // 3,000 * 3,450 * 0.7 * (3/4 + 2 * 9/16): one, two, and two calls before in five minutes, over four accounts
        assertThat(advice().affinity()).isEqualTo(new Affinity(3, 9_000, 13_584_375));
    }

    @Test
    void daysAndMonthsAreToldApart() {
        put(write(), write().at(NOON.plusSeconds(86_400 * 2)), write().at(NOON.plusSeconds(86_400 * 30)));

        Advice days = advisor.of(wallet, BEGIN, END.plusSeconds(86_400 * 40), Grouping.DAY);
        Advice months = advisor.of(wallet, BEGIN, END.plusSeconds(86_400 * 40), Grouping.MONTH);
        assertThat(days.parts().keySet())
                .containsExactly(LocalDate.of(2031, 3, 10), LocalDate.of(2031, 3, 12), LocalDate.of(2031, 4, 9));
        assertThat(months.parts().keySet()).containsExactly(LocalDate.of(2031, 3, 1), LocalDate.of(2031, 4, 1));
        assertThat(months.parts().get(LocalDate.of(2031, 3, 1)).calls()).isEqualTo(2);
        assertThat(months.total()).isEqualTo(days.total());
        assertThat(months.total().calls()).isEqualTo(3);
    }

    private Call write() {
        return new Call(marked, NOON, 1, 1L, 7L, null, 10, 3_000, 0, 0, "HOME", 4, 7, 0);
    }

    private Call read() {
        return write().tokens(10, 0, 0, 3_000);
    }

    private static Instant minutes(int after) {
        return NOON.plusSeconds(60L * after);
    }

    /** As calls that wrote for five minutes, or plain ones, cost above reading. */
    private Miss miss(MissReason reason, long calls, long tokens) {
        long each =
                switch (reason) {
                    case BELOW_MINIMUM -> 0;
                    case NOT_MARKED -> 2_700;
                    default -> tokens % 1_024 == 0 ? 2_700 : 3_450;
                };
        return new Miss(reason, calls, tokens, tokens * each * 7 / 10);
    }

    private List<Miss> misses() {
        return advice().misses();
    }

    private CacheAdvice advice() {
        return advisor.of(wallet, BEGIN, END, Grouping.DAY).total();
    }

    private void put(Call... calls) {
        for (Call call : calls) {
            insert(wallet, call);
        }
    }

    private void insert(long walletId, Call call) {
        ledger.database.update(
                """
                INSERT INTO usage_event (request_id, wallet_id, key_id, model_id, upstream_account_id, price_id, input_tokens,
                    cache_write_5m_tokens, cache_write_1h_tokens, cache_read_tokens, output_tokens, base_ppm, tier_ppm, list_nano,
                    debit_nano, cost_nano, outcome, estimated, stream, status, client_ip, total_micros, created_at, session,
                    prefix_key, conversation_key, placed, pool_size)
                SELECT gen_random_uuid(), ?, 'k', id, ?, (SELECT p.id FROM price p WHERE p.model_id = m.id), ?, ?, ?, ?, 5, 700000,
                    1000000, 10, ?, 1, 'B1', false, false, 200, '127.0.0.1', ?, ?, ?, ?, ?, ?, ?
                FROM model m WHERE id = ?
                """,
                walletId,
                call.account(),
                call.input(),
                call.write5m(),
                call.write1h(),
                call.read(),
                call.debit(),
                call.seconds() * 1_000_000,
                call.at().atOffset(ZoneOffset.UTC),
                call.session(),
                call.prefix(),
                call.conversation(),
                call.placed(),
                call.pool(),
                call.model());
    }

    private void model(String id, String capabilities, @Nullable Integer cacheMinTokens) {
        ledger.database.update("""
                INSERT INTO model (id, provider, kind, api, status, context_window, listed_since, capabilities, cache_min_tokens)
                VALUES (?, 'x', 'chat', 'chat', 'listed', 200000, now(), ?::text[], ?)
                """, id, capabilities, cacheMinTokens);
        ledger.database.update("""
                INSERT INTO price (model_id, effective_from, input_nanos_per_million, output_nanos_per_million,
                    cache_read_nanos_per_million, cache_write_5m_nanos_per_million, cache_write_1h_nanos_per_million, source)
                VALUES (?, now(), 3000000000, 15000000000, 300000000, 3750000000, 6000000000, 'test')
                """, id);
    }
}
