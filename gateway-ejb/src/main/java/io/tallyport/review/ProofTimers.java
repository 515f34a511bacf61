package io.tallyport.review;

import io.tallyport.alert.Alerts;
import io.tallyport.database.Database;
import io.tallyport.database.Session;
import io.tallyport.proof.Breach;
import io.tallyport.proof.Finding;
import io.tallyport.proof.Invariant.Severity;
import io.tallyport.proof.Verification;
import io.tallyport.timing.Intervals;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Proves what is new every few minutes, and everything once a night, on one node at a time. */
@Singleton
@Startup
@DependsOn("Migrations")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProofTimers {
    private static final Logger LOG = System.getLogger(ProofTimers.class.getName());
    private static final long LATEST_LOCK = 0x7461_6c6c_7970_6f72L;
    private static final long ALL_LOCK = LATEST_LOCK + 1;

    @Inject
    private Database database;

    @Inject
    private Review review;

    @Inject
    private ReviewStore reviews;

    @Inject
    private HeldWallets held;

    @Inject
    private Alerts alerts;

    @Inject
    private Intervals intervals;

    @Inject
    @ConfigProperty(name = "tallyport.proof.every", defaultValue = "PT5M")
    private Duration every;

    @Inject
    @ConfigProperty(name = "tallyport.proof.seal-after", defaultValue = "PT2M")
    private Duration sealAfter;

    @PostConstruct
    void start() {
        intervals.every(every, "prove the books' latest entries", this::tail);
        intervals.every(Duration.ofSeconds(1), "read which wallets are stopped", () -> held.replace(reviews.stopped()));
    }

    private void tail() {
        onOneNode(LATEST_LOCK, session -> {
            Verification books = new Verification(session, Set.copyOf(reviews.stopped()));
            OffsetDateTime settled = books.now().minus(sealAfter);
            books.tail(this::act);
            // the next check goes on from what was just proved, which no entry was that came meanwhile
            books.seal(settled);
        });
    }

    @Schedule(hour = "3", minute = "17", timezone = "UTC", persistent = false)
    void full() {
        try {
            onOneNode(ALL_LOCK, session -> {
                List<Finding> findings = new ArrayList<>();
                new Verification(session, Set.copyOf(reviews.stopped())).full(finding -> {
                    findings.add(finding);
                    act(finding);
                });
                long holding = findings.stream().filter(Finding::holds).count();
                LOG.log(Level.INFO, "The books were proved: {0} of {1} invariants hold", holding, findings.size());
            });
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The books could not be proved this night", e);
        }
    }

    private void act(Finding finding) {
        if (finding.holds()) {
            return;
        }
        for (Breach breach : finding.breaches()) {
            try {
                act(breach);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A breach of the books could be neither answered nor told: " + breach, e);
            }
        }
    }

    private void act(Breach breach) {
        @Nullable Long wallet = breach.walletId();
        if (wallet == null || breach.invariant().severity() != Severity.STOP) {
            alerts.raise("books", wallet, breach.toString());
            return;
        }
        try {
            review.stop(wallet, breach);
        } catch (RuntimeException e) {
            alerts.raise("books", wallet, "The wallet could not be stopped. " + breach);
            throw e;
        }
        alerts.raise("wallet-stopped", wallet, breach.toString());
    }

    private void onOneNode(long lock, Consumer<Session> work) {
        Function<Session, Boolean> locked = session -> {
            if (!reviews.tryLock(session, lock)) {
                return false;
            }
            Unlock unlock = () -> reviews.unlock(session, lock);
            try (unlock) {
                work.accept(session);
            }
            return true;
        };
        database.patiently(locked);
    }

    /** On a lost connection it fails too: that is added to why the work failed, and does not hide it. */
    private interface Unlock extends AutoCloseable {
        @Override
        void close();
    }
}
