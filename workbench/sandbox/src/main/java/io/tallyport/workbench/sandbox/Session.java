package io.tallyport.workbench.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A payment page and what became of it, as the REST interface tells it.
 *
 * @param url of the hosted page
 * @param amount with tax, minor units of {@code currency}
 * @param endsAt ISO 8601; nothing is paid after it
 * @param savesMethod whether the page says that the method is saved
 * @param savedMethod what may be charged again; null: nothing
 * @param paymentId null until somebody paid
 * @param dispute the newest
 */
@JsonIgnoreProperties(value = "instrumentCountry", allowGetters = true)
record Session(
        String id,
        String url,
        Status status,
        String orderId,
        String currency,
        long amount,
        String description,
        String returnUrl,
        String endsAt,
        boolean savesMethod,
        @Nullable String savedMethod,
        @Nullable String paymentId,
        @Nullable String instrument,
        List<Refund> refunds,
        @Nullable Dispute dispute) {

    Session {
        refunds = List.copyOf(refunds);
    }

    /** All that is paid with was issued in Germany. */
    @JsonProperty("instrumentCountry")
    @Nullable
    String instrumentCountry() {
        return instrument == null ? null : "DE";
    }

    enum Status {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("processing")
        PROCESSING,
        @JsonProperty("paid")
        PAID,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("expired")
        EXPIRED
    }

    /** @param key what it was asked for by */
    record Refund(String id, String key, long amount, Status status) {
        enum Status {
            @JsonProperty("pending")
            PENDING,
            @JsonProperty("succeeded")
            SUCCEEDED,
            @JsonProperty("failed")
            FAILED
        }

        Refund with(Status next) {
            return new Refund(id, key, amount, next);
        }
    }

    record Dispute(String id, long amount, long fee, Status status) {
        enum Status {
            @JsonProperty("open")
            OPEN,
            @JsonProperty("won")
            WON,
            @JsonProperty("lost")
            LOST
        }

        Dispute with(Status next) {
            return new Dispute(id, amount, fee, next);
        }
    }

    /** What a gateway asks for. */
    record Wanted(
            String orderId,
            String currency,
            long amount,
            String description,
            String returnUrl,
            String endsAt,
            boolean savesMethod) {}

    static Session opened(String id, String url, Wanted wanted) {
        return new Session(
                id,
                url,
                Status.OPEN,
                wanted.orderId(),
                wanted.currency(),
                wanted.amount(),
                wanted.description(),
                wanted.returnUrl(),
                wanted.endsAt(),
                wanted.savesMethod(),
                null,
                null,
                null,
                List.of(),
                null);
    }

    Session with(Status next) {
        return copy(next, savedMethod, paymentId, instrument, refunds, dispute);
    }

    /** @param method what may be charged again; null: nothing */
    Session paid(String payment, String by, @Nullable String method) {
        return copy(Status.PAID, method, payment, by, refunds, dispute);
    }

    Session with(@Nullable Dispute next) {
        return copy(status, savedMethod, paymentId, instrument, refunds, next);
    }

    Session plus(Refund added) {
        List<Refund> all = new ArrayList<>(refunds);
        all.add(added);
        return withRefunds(all);
    }

    Session replacing(String refundId, UnaryOperator<Refund> change) {
        return withRefunds(refunds.stream()
                .map(one -> one.id().equals(refundId) ? change.apply(one) : one)
                .toList());
    }

    private Session withRefunds(List<Refund> all) {
        return copy(status, savedMethod, paymentId, instrument, all, dispute);
    }

    private Session copy(
            Status nextStatus,
            @Nullable String method,
            @Nullable String payment,
            @Nullable String by,
            List<Refund> allRefunds,
            @Nullable Dispute newest) {
        return new Session(
                id,
                url,
                nextStatus,
                orderId,
                currency,
                amount,
                description,
                returnUrl,
                endsAt,
                savesMethod,
                method,
                payment,
                by,
                allRefunds,
                newest);
    }

    /** What was not given back, nor is about to be. */
    @JsonIgnore
    long left() {
        return amount
                - refunds.stream()
                        .filter(one -> one.status() != Refund.Status.FAILED)
                        .mapToLong(Refund::amount)
                        .sum();
    }

    boolean isOver(Instant now) {
        return status == Status.OPEN && !Instant.parse(endsAt).isAfter(now);
    }
}
