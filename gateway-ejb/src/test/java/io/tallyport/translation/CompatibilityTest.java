package io.tallyport.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.catalog.Models;
import io.tallyport.provider.ConversationProvider;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.Target;
import io.tallyport.provider.anthropic.AnthropicProvider;
import io.tallyport.provider.anthropic.AnthropicSurface;
import io.tallyport.provider.gemini.GeminiProvider;
import io.tallyport.provider.openai.OpenAiProvider;
import io.tallyport.provider.openai.OpenAiSurface;
import io.tallyport.provider.responses.ResponsesSurface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables of docs/compatibility.md are what the mappers do. After a change, {@code -Dtallyport.write-docs=true} writes
 * them anew: read the difference before it is committed.
 */
class CompatibilityTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "compatibility.md");
    private static final long OUTPUT_TOKENS = 16_384;

    private enum Table {
        MESSAGES("messages", new AnthropicSurface(), """
                {"model":"m","max_tokens":500,"messages":[{"role":"user","content":"hi"}]}"""),
        CHAT("chat", new OpenAiSurface(), """
                {"model":"m","messages":[{"role":"user","content":"hi"}]}"""),
        RESPONSES("responses", new ResponsesSurface(), """
                {"model":"m","input":"hi"}""");

        private final String text;
        private final ConversationSurface surface;
        private final String base;

        Table(String text, ConversationSurface surface, String base) {
            this.text = text;
            this.surface = surface;
            this.base = base;
        }
    }

    private record Column(String title, ConversationProvider provider, Target target) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("Anthropic", new AnthropicProvider(), new Target(Models.CLAUDE, OUTPUT_TOKENS)),
            new Column("OpenAI and compatible", new OpenAiProvider(), new Target(Models.GPT, OUTPUT_TOKENS)),
            new Column("Gemini", new GeminiProvider(), new Target(Models.GEMINI, OUTPUT_TOKENS)));

    @ParameterizedTest
    @EnumSource
    void theTableSaysWhatHappens(Table table) throws IOException {
        String document = Files.readString(DOCUMENT);
        String begin = "<!-- table: " + table.text + " -->\n";
        int from = document.indexOf(begin) + begin.length();
        int to = document.indexOf("<!-- end -->", from);
        String expected = rows(table);
        if (Boolean.getBoolean("tallyport.write-docs")) {
            Files.writeString(DOCUMENT, document.substring(0, from) + expected + document.substring(to));
            return;
        }
        assertThat(document.substring(from, to)).isEqualTo(expected);
    }

    private static String rows(Table table) {
        List<Column> columns = COLUMNS.stream()
                .filter(column -> column.provider().format() != table.surface.format())
                .toList();
        StringBuilder rows = new StringBuilder("| field |");
        columns.forEach(column -> rows.append(' ').append(column.title()).append(" |"));
        rows.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        for (Field field : Field.of(table.text, table.base)) {
            rows.append("| ").append(field.name()).append(" |");
            for (Column column : columns) {
                rows.append(' ')
                        .append(Outcome.of(field, table.surface, column.provider(), column.target()))
                        .append(" |");
            }
            rows.append('\n');
        }
        return rows.toString();
    }
}
