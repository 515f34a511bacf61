package io.tallyport.vatid;

import io.tallyport.vatid.VatIdCheck.Outcome;
import org.jspecify.annotations.Nullable;

/** What one question to the register came to. */
record Verdict(
        Outcome outcome,
        @Nullable String consultationNumber,
        @Nullable String name,
        @Nullable String address,
        @Nullable String reason) {
    /** What the register puts for what a member state does not tell. */
    private static final String NOT_TOLD = "---";

    /** A verdict too: the register knows no identifiers that look so. */
    private static final String NO_SUCH_FORM = "INVALID_INPUT";

    static Verdict of(Vies.Answer answer) {
        if (answer.valid() == null) {
            String failure = failure(answer);
            return failure.equals(NO_SUCH_FORM)
                    ? new Verdict(Outcome.INVALID, null, null, null, failure)
                    : unavailable(failure);
        }
        return new Verdict(
                answer.valid() ? Outcome.VALID : Outcome.INVALID,
                told(answer.requestIdentifier()),
                told(answer.name()),
                told(answer.address()),
                null);
    }

    static Verdict unavailable(String reason) {
        return new Verdict(Outcome.UNAVAILABLE, null, null, null, reason);
    }

    private static String failure(Vies.Answer answer) {
        if (answer.errorWrappers() == null || answer.errorWrappers().isEmpty()) {
            return "NO_VERDICT";
        }
        String error = answer.errorWrappers().getFirst().error();
        return error == null ? "NO_VERDICT" : error;
    }

    private static @Nullable String told(@Nullable String text) {
        return text == null || text.isBlank() || text.strip().equals(NOT_TOLD) ? null : text.strip();
    }
}
