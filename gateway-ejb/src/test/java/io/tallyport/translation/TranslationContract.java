package io.tallyport.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallyport.chat.WireFormat;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.ConversationProvider;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.usage.RequestId;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonTree;
import io.tallyport.wire.RecordedStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What translating answers from an upstream's format to a caller's must keep, over everything recorded: text, refusals,
 * thinking, calls, stop reasons and usage; and that what is written is in order. A subclass is one direction.
 */
abstract class TranslationContract {
    private static final RequestId ID = RequestId.next();

    private final ConversationProvider upstream;
    private final ConversationSurface caller;
    private final List<String> recordings;

    /** @param recordings folders of the recorded answers */
    TranslationContract(ConversationProvider upstream, ConversationSurface caller, String... recordings) {
        this.upstream = upstream;
        this.caller = caller;
        this.recordings = List.of(recordings);
    }

    /** Fails if the stream is not in order. */
    abstract void check(byte[] stream);

    /** Reads the caller's stream or body again; null where this format is never an upstream's. */
    abstract @Nullable Said readAgain(byte[] bytes, boolean stream);

    private Said asTold(Said said, Said again) {
        Said told = said.inOpenAiWords().withUsage(TokenCounts.NONE);
        return upstream.format() == WireFormat.GENERATE_CONTENT ? told.withIdsOf(again) : told;
    }

    @Test
    void recordedStreamsSayTheSame() throws IOException {
        for (Path file : recorded(".sse")) {
            byte[] stream = Files.readAllBytes(file);
            Said said = Said.byStream(upstream.reader(), stream);
            if (said.reason() != null && !said.failed()) {
                assertSame(file, said, translated(stream, true, true), true);
                assertSame(file, said, translated(stream, true, false), false);
            }
        }
    }

    @Test
    void recordedPlainAnswersSayTheSame() throws IOException {
        for (Path file : recorded(".response.json")) {
            byte[] body = Files.readAllBytes(file);
            Said said = Said.byBody(upstream.reader(), body);
            if (said.reason() != null && !said.failed()) {
                assertSame(file, said, translated(body, false, false), false);
                assertSame(file, said, translated(body, false, true), true);
            }
        }
    }

    @Test
    void aStreamCutAnywhereIsToldTheSame() throws IOException {
        for (Path file : recorded(".sse").stream().limit(8).toList()) {
            byte[] stream = Files.readAllBytes(file);
            TranslatedAnswer whole = answer(true);
            byte[] expected = fed(whole, stream, stream.length);
            for (int piece : new int[] {1, 7, 100}) {
                assertThat(withoutIds(fed(answer(true), stream, piece)))
                        .as("%s in pieces of %d", file, piece)
                        .isEqualTo(withoutIds(expected));
            }
        }
    }

    /** Gemini's calls get new ids at each reading. */
    private static String withoutIds(byte[] stream) {
        return new String(stream, StandardCharsets.UTF_8).replaceAll("call_[A-Za-z0-9]+", "call_");
    }

    private void assertSame(Path file, Said said, byte[] written, boolean asStream) {
        if (asStream) {
            check(written);
        }
        Said again = readAgain(written, asStream);
        if (again != null) {
            assertThat(again.inOpenAiWords())
                    .as("%s, told as %s", file, asStream ? "a stream" : "a whole")
                    .isEqualTo(asTold(said, again));
        }
    }

    private byte[] translated(byte[] recorded, boolean isStream, boolean asStream) {
        TranslatedAnswer answer = answer(asStream);
        if (isStream) {
            return fed(answer, recorded, 64);
        }
        assertThat(answer.plain(recorded)).isTrue();
        return answer.keptBack(TokenCounts.NONE);
    }

    private static byte[] fed(TranslatedAnswer answer, byte[] stream, int pieceBytes) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        for (int from = 0; from < stream.length; from += pieceBytes) {
            byte[] piece = java.util.Arrays.copyOfRange(stream, from, Math.min(stream.length, from + pieceBytes));
            answer.accept(piece, piece.length, told::writeBytes);
        }
        answer.end();
        if (answer.isComplete()) {
            told.writeBytes(answer.keptBack(TokenCounts.NONE));
        }
        return told.toByteArray();
    }

    private TranslatedAnswer answer(boolean stream) {
        byte[] request = """
                {"model":"m","stream":%s,"stream_options":{"include_usage":true},"max_tokens":9,"input":"hi",
                "include":["reasoning.encrypted_content"],"messages":[{"role":"user","content":"hi"}]}""".formatted(stream).getBytes(StandardCharsets.UTF_8);
        AnswerHead head = new AnswerHead(ID, "m", Instant.EPOCH, caller.read(request), request);
        return new TranslatedAnswer(upstream.reader(), caller.writer(head));
    }

    private List<Path> recorded(String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : recordings) {
            try (Stream<Path> found = RecordedStreams.of(folder, ending).stream()) {
                found.filter(file -> isTranslatable(file.toString()) && !isError(file))
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** Several choices and functions of the old kind are refused before the call. */
    private static boolean isTranslatable(String file) {
        return !file.contains("n-choices") && !file.contains("function-call__");
    }

    private static boolean isError(Path file) {
        try {
            byte[] body = Files.readAllBytes(file);
            return JsonTree.object(body, 0, body.length)
                    .map(answer -> answer.path("error"))
                    .filter(JsonNode::isObject)
                    .isPresent();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
