package io.tallyport.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.books.BooksCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/check_chain.py}, which shares no line with us, agrees with our chain and disagrees with a changed one. */
@ExtendWith(BooksCheck.class)
class CheckChainIT {
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final Bed bed = Bed.shared();
    private final Customer customer = bed.customer();

    @Test
    void aStatementAgreesWithItsChainUntilALineIsChanged(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(bed.chat(customer, BODY).send().status()).isEqualTo(200);
        }
        List<String> lines = statement();
        assertThat(lines).hasSize(1 + 1 + 4 + 1);

        assertThat(check(folder, lines)).contains("4 lines agree").endsWith("0");
        List<String> changed = new ArrayList<>(lines);
        changed.set(3, lines.get(3).replace("\"\"input\"\":", "\"\"input\"\":1"));
        assertThat(check(folder, changed)).contains("the chain says").endsWith("1");
        List<String> shortened = new ArrayList<>(lines);
        shortened.remove(3);
        assertThat(check(folder, shortened)).contains("the chain says").endsWith("1");
    }

    private List<String> statement() {
        return bed.get("/v1/statement.csv?chain=true")
                .bearer(bed.managementKey(customer))
                .send()
                .text()
                .lines()
                .toList();
    }

    /** What it said, and its exit code. */
    private String check(Path folder, List<String> lines) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("statement.csv"), lines);
        Process process = new ProcessBuilder(
                        "python3",
                        Bed.root().resolve("docs/check_chain.py").toString(),
                        file.toString(),
                        "--wallet",
                        String.valueOf(customer.walletId()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + process.waitFor();
    }
}
