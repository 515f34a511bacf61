package io.tallyport.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./tallyport verify} as its users start it, over a running installation. */
@ExtendWith(BooksCheck.class)
class VerifyIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @Test
    void booksThatProveEndItWithZero() throws Exception {
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        Ended ended = verify(data());

        assertThat(ended.output()).contains("a wallet's balance is what its entries say", "The books prove.");
        assertThat(ended.code()).isZero();
    }

    @Test
    void aBreachIsNamedAndEndsItWithOne() throws Exception {
        String change = "UPDATE spend_bucket SET debit_nano = debit_nano %s 1 WHERE wallet_id = ?";
        assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        bed.books().update(change.formatted("+"), customer.walletId());
        Ended ended = verify(data());
        bed.books().update(change.formatted("-"), customer.walletId());

        assertThat(ended.output())
                .contains(
                        "BREACH: spend buckets add up to settled debits less reversals: wallet " + customer.walletId());
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void aFolderOverWhichNothingRunsEndsItWithTwo() throws Exception {
        Ended ended = verify(Path.of("target/nothing-here"));

        assertThat(ended.output()).contains("./tallyport run");
        assertThat(ended.code()).isEqualTo(2);
    }

    private record Ended(int code, String output) {}

    private Path data() {
        return bed.testBed().postgres().logFile().resolve("../..").normalize();
    }

    private static Ended verify(Path data) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        List.of(Bed.root().resolve("tallyport").toString(), "verify", "--data", data.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
