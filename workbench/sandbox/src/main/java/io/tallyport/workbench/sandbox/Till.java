package io.tallyport.workbench.sandbox;

import io.tallyport.workbench.sandbox.Session.Dispute;
import io.tallyport.workbench.sandbox.Session.Refund;
import io.tallyport.workbench.sandbox.Session.Status;
import io.tallyport.workbench.sandbox.Session.Wanted;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What buyers, gateways and whoever is at the controls do to payments, one at a time; each tells of itself by a webhook. */
final class Till {
    private static final String INSTRUMENT = "VISA **** 4242";
    /** 1.5 % and a quarter of the currency's unit, whatever the currency. */
    private static final long FEE_PER_MILLE = 15;

    private static final long FEE_PER_CHARGE = 25;
    private static final long DISPUTE_FEE = 1_500;
    private static final int UNPROCESSABLE = 422;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final Book book;
    private final BiConsumer<String, String> events;
    private final Set<String> refusing = new HashSet<>();
    private String url = "";

    /** @param events told the type of what happened, and the session */
    Till(Book book, BiConsumer<String, String> events) {
        this.book = book;
        this.events = events;
    }

    /** Where pages are served, once that is known. */
    synchronized void servedAt(String base) {
        url = base;
    }

    /** The same key again gets the same session. */
    synchronized Session open(String key, Wanted wanted) {
        String id = "ses_" + digest(key);
        @Nullable Session known = book.find(id);
        if (known != null) {
            return known;
        }
        requireSane(wanted);
        Session opened = Session.opened(id, url + "/pay/" + id, wanted);
        book.put(opened);
        return opened;
    }

    private static void requireSane(Wanted wanted) {
        if (wanted.amount() <= 0) {
            throw new Refused(UNPROCESSABLE, "an amount is more than 0");
        }
        @Nullable String scheme = URI.create(wanted.returnUrl()).getScheme();
        if (!wanted.returnUrl().isEmpty() && !Set.of("http", "https").contains(String.valueOf(scheme))) {
            throw new Refused(UNPROCESSABLE, "the return URL is none of the web");
        }
    }

    synchronized Session find(String id) {
        @Nullable Session session = book.find(id);
        if (session == null) {
            throw new Refused(NOT_FOUND, "there is no session " + id);
        }
        return session;
    }

    synchronized List<Session> sessions() {
        return book.sessions().reversed();
    }

    synchronized Session pay(String id) {
        return paid(change(id, Set.of(Status.OPEN), Till::charged));
    }

    synchronized Session payLater(String id) {
        return told(change(id, Set.of(Status.OPEN), session -> session.with(Status.PROCESSING)), "session.processing");
    }

    synchronized Session arrive(String id) {
        return paid(change(id, Set.of(Status.PROCESSING), Till::charged));
    }

    synchronized Session decline(String id) {
        return told(
                change(id, Set.of(Status.OPEN, Status.PROCESSING), session -> session.with(Status.FAILED)),
                "session.failed");
    }

    /** Charges a saved method, once; what came of it before stays. */
    synchronized Session charge(String id, String method) {
        if (find(id).status() != Status.OPEN) {
            return find(id);
        }
        boolean isKnown = book.sessions().stream().anyMatch(one -> method.equals(one.savedMethod()));
        return isKnown && !refusing.contains(method) ? pay(id) : decline(id);
    }

    /** Whether the bank will say no to it from now on. */
    synchronized void refuse(String method, boolean refuses) {
        if (refuses) {
            refusing.add(method);
            return;
        }
        refusing.remove(method);
    }

    synchronized boolean refuses(String method) {
        return refusing.contains(method);
    }

    synchronized Session abandon(String id) {
        return told(change(id, Set.of(Status.OPEN), session -> session.with(Status.EXPIRED)), "session.expired");
    }

    synchronized Session dispute(String id) {
        String dispute = "dp_" + UUID.randomUUID();
        Session disputed = change(id, Set.of(Status.PAID), session -> {
            if (session.dispute() != null || session.left() <= 0) {
                throw new Refused(CONFLICT, "there is a dispute already, or nothing left to dispute");
            }
            return session.with(new Dispute(dispute, session.left(), DISPUTE_FEE, Dispute.Status.OPEN));
        });
        book.add(line(disputed, "dispute", -disputed.left(), DISPUTE_FEE, dispute));
        return told(disputed, "dispute.created");
    }

    synchronized Session decide(String id, Dispute.Status decision) {
        Session decided = change(id, Set.of(Status.PAID), session -> {
            @Nullable Dispute open = session.dispute();
            if (open == null || open.status() != Dispute.Status.OPEN) {
                throw new Refused(CONFLICT, "there is no open dispute");
            }
            return session.with(open.with(decision));
        });
        @Nullable Dispute dispute = decided.dispute();
        if (decision == Dispute.Status.WON && dispute != null) {
            book.add(line(decided, "dispute_reversal", dispute.amount(), 0, dispute.id()));
        }
        return told(decided, "dispute.closed");
    }

    /** The same key again is the same refund; the money is on its way until {@link #tick}. */
    synchronized Refund refund(String key, String paymentId, String currency, long amount) {
        Session session =
                book.ofPayment(paymentId).orElseThrow(() -> new Refused(NOT_FOUND, "there is no payment " + paymentId));
        Optional<Refund> known =
                session.refunds().stream().filter(one -> one.key().equals(key)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        if (!session.currency().equals(currency) || amount <= 0 || amount > session.left()) {
            throw new Refused(UNPROCESSABLE, "of this payment %d %s are left".formatted(session.left(), currency));
        }
        Refund made = new Refund("re_" + digest(key), key, amount, Refund.Status.PENDING);
        book.put(session.plus(made));
        book.add(line(session, "refund", -amount, 0, made.id()));
        return made;
    }

    /** Also days after it succeeded: the buyer's bank sends the money back. */
    synchronized Session failRefund(String id, String refundId) {
        Session session = find(id);
        Refund failing = session.refunds().stream()
                .filter(one -> one.id().equals(refundId) && one.status() != Refund.Status.FAILED)
                .findFirst()
                .orElseThrow(() -> new Refused(CONFLICT, "no such refund can fail"));
        book.add(line(session, "refund_failure", failing.amount(), 0, failing.id()));
        Session changed = session.replacing(refundId, one -> one.with(Refund.Status.FAILED));
        book.put(changed);
        return told(changed, "refund.updated");
    }

    /** Pays out what the merchant has here, each currency on its own. */
    synchronized void payOut() {
        balances().forEach((currency, sum) -> {
            if (sum > 0) {
                book.add(new BalanceLine(
                        "txn_" + UUID.randomUUID(), "payout", currency, -sum, 0, -sum, null, null, now()));
            }
        });
    }

    synchronized Map<String, Long> balances() {
        Map<String, Long> sums = new TreeMap<>();
        book.lines().forEach(line -> sums.merge(line.currency(), line.net(), Math::addExact));
        return sums;
    }

    /** From the first moment, up to and without the second. */
    synchronized List<BalanceLine> lines(Instant from, Instant to) {
        return book.lines().stream()
                .filter(line -> !Instant.parse(line.at()).isBefore(from)
                        && Instant.parse(line.at()).isBefore(to))
                .toList();
    }

    /** Makes fields of a session what a test wants them to be; nobody is told. */
    synchronized Session set(String id, Map<String, String> fields) {
        Session session = Book.changed(find(id), fields);
        book.put(session);
        return session;
    }

    /** What time does by itself: sessions end, refunds reach the buyer. */
    synchronized void tick() {
        Instant now = Instant.now();
        for (Session session : book.sessions()) {
            if (session.isOver(now)) {
                abandon(session.id());
            }
            for (Refund refund : session.refunds()) {
                if (refund.status() == Refund.Status.PENDING) {
                    Session settled =
                            find(session.id()).replacing(refund.id(), one -> one.with(Refund.Status.SUCCEEDED));
                    book.put(settled);
                    told(settled, "refund.updated");
                }
            }
        }
    }

    private Session change(String id, Set<Status> from, UnaryOperator<Session> change) {
        Session session = find(id);
        if (!from.contains(session.status())) {
            throw new Refused(
                    CONFLICT,
                    "this payment is " + session.status().name().toLowerCase(Locale.ROOT)
                            + "; it cannot be changed so");
        }
        Session changed = change.apply(session);
        book.put(changed);
        return changed;
    }

    private static Session charged(Session session) {
        @Nullable String saved = session.savesMethod() ? "pm_" + UUID.randomUUID() : null;
        return session.paid("pay_" + UUID.randomUUID(), INSTRUMENT, saved);
    }

    private Session paid(Session session) {
        long fee = Math.addExact(Math.multiplyExact(session.amount(), FEE_PER_MILLE) / 1_000, FEE_PER_CHARGE);
        book.add(line(session, "charge", session.amount(), fee, null));
        return told(session, "session.paid");
    }

    private Session told(Session session, String type) {
        events.accept(type, session.id());
        return session;
    }

    private static BalanceLine line(Session session, String type, long gross, long fee, @Nullable String sourceId) {
        return new BalanceLine(
                "txn_" + UUID.randomUUID(),
                type,
                session.currency(),
                gross,
                fee,
                Math.subtractExact(gross, fee),
                session.paymentId(),
                sourceId,
                now());
    }

    private static String now() {
        return Instant.now().toString();
    }

    /** So that the same key makes the same id, and no key stands in a URL. */
    private static String digest(String key) {
        UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(id.getMostSignificantBits())
                + HexFormat.of().toHexDigits(id.getLeastSignificantBits());
    }
}
