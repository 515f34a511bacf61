package io.tallyport.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.provider.AnswerHead;
import io.tallyport.wire.JsonTree;
import io.tallyport.wire.RecordedStreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded answer of one choice, read, written and read again. */
class RecordedAnswersTest {

    @TestFactory
    List<DynamicTest> aRecordedStreamIsTheSameAgain() throws IOException {
        return RecordedStreams.of("openai/chat").stream()
                .filter(file -> !file.toString().contains("n-choices"))
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> theSameAgain(Files.readAllBytes(file), file)))
                .toList();
    }

    private static void theSameAgain(byte[] recorded, Path file) {
        Told told = Told.stream(recorded).keepsItsPromises();
        boolean showsUsage = file.toString().contains("usage");
        assertThat(told.gist().use() != null).isEqualTo(showsUsage);
        byte[] written = told.writtenBy(new OpenAiSurface().writer(Heads.stream(showsUsage)));
        assertThat(ChatCompletionStreamChecker.faults(written)).isEmpty();
        assertThat(Told.stream(written).keepsItsPromises().gist()).isEqualTo(told.gist());
        AnswerHead plain = Heads.plain();
        assertThat(Told.plain(told.writtenBy(new OpenAiSurface().writer(plain))).gist())
                .isEqualTo(told.gist());
    }

    @TestFactory
    List<DynamicTest> aRecordedPlainAnswerIsTheSameAgain() throws IOException {
        return RecordedStreams.of("openai/chat", ".response.json").stream()
                .filter(RecordedAnswersTest::isOneChoice)
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> theSameAgain(Files.readAllBytes(file))))
                .toList();
    }

    private static void theSameAgain(byte[] recorded) {
        Told told = Told.plain(recorded).keepsItsPromises();
        byte[] written = told.writtenBy(new OpenAiSurface().writer(Heads.plain()));
        assertThat(Told.plain(written).keepsItsPromises().gist()).isEqualTo(told.gist());
        byte[] stream = told.writtenBy(new OpenAiSurface().writer(Heads.stream(true)));
        assertThat(ChatCompletionStreamChecker.faults(stream)).isEmpty();
        assertThat(Told.stream(stream).gist()).isEqualTo(told.gist());
    }

    private static boolean isOneChoice(Path file) {
        try {
            byte[] body = Files.readAllBytes(file);
            return JsonTree.object(body, 0, body.length)
                                    .orElseThrow()
                                    .path("choices")
                                    .size()
                            == 1
                    && !new String(body, StandardCharsets.UTF_8).contains("\"function_call\":");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
