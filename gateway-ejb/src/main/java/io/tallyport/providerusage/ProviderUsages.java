package io.tallyport.providerusage;

import io.tallyport.error.ErrorCode;
import io.tallyport.error.GatewayException;
import io.tallyport.providerusage.UsageReport.Import;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Takes usage exports of providers, and says what differs from our own reckoning. */
@Stateless
public class ProviderUsages {
    private static final int LONGEST_DAYS = 92;
    private static final int LONGEST_NAME = 200;

    @Inject
    private ProviderUsageStore store;

    /**
     * Whose usage a file tells.
     *
     * @param account the upstream account's name
     * @param from its first day of UTC, and {@code to} the first that is not in it
     * @param fileName as whoever sends it calls it
     * @param actor who takes it
     */
    public record Period(String account, LocalDate from, LocalDate to, String fileName, String actor) {}

    /**
     * Keeps an export. The same file for the same account and period again changes nothing and gets the same report.
     *
     * @throws GatewayException 400 that says what is wrong with the file or the period, 404 for an account that is not there
     */
    public UsageReport take(Period period, byte[] file) {
        long days = ChronoUnit.DAYS.between(period.from(), period.to());
        if (days < 1 || days > LONGEST_DAYS) {
            throw GatewayException.invalid("to", "A period is of 1 to 92 days; to is the first day after it.");
        }
        if (period.fileName().isBlank() || period.fileName().length() > LONGEST_NAME) {
            throw GatewayException.invalid("file_name", "A file has a name of at most 200 characters.");
        }
        long accountId = store.accountId(period.account())
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such upstream account."));
        UsageFile usage = UsageFile.read(file, period.from(), period.to());
        byte[] hash = sha256(file);
        if (store.find(accountId, period, hash).isEmpty()) {
            store.insert(accountId, period, usage, hash);
        }
        return report(store.find(accountId, period, hash).orElseThrow());
    }

    /** The latest first. */
    public List<Import> all() {
        return store.all();
    }

    /**
     * Of the books as they are now.
     *
     * @throws GatewayException 404
     */
    public UsageReport report(long importId) {
        return report(store.find(importId)
                .orElseThrow(() -> new GatewayException(ErrorCode.NOT_FOUND, "There is no such import.")));
    }

    private UsageReport report(Import taken) {
        return new UsageReport(
                taken, Comparison.of(taken.format(), store.lines(taken.id()), store.accruals(taken), store.models()));
    }

    private static byte[] sha256(byte[] file) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
