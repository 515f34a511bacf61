package io.tallyport.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.chat.AnswerEvent;
import io.tallyport.chat.AnswerEvent.ArgumentsDelta;
import io.tallyport.chat.AnswerEvent.Failed;
import io.tallyport.chat.AnswerEvent.Finished;
import io.tallyport.chat.AnswerEvent.ForeignPart;
import io.tallyport.chat.AnswerEvent.Started;
import io.tallyport.chat.AnswerEvent.TextDelta;
import io.tallyport.chat.AnswerEvent.ThinkingDelta;
import io.tallyport.chat.AnswerEvent.ToolCallStarted;
import io.tallyport.chat.StopReason;
import io.tallyport.chat.TokenUse;
import io.tallyport.chat.WireFormat;
import io.tallyport.usage.TokenCounts;
import io.tallyport.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiAnswerReaderTest {
    private static final String ANSWER = """
            data: {"candidates":[{"content":{"parts":[{"text":"Hm, ü.","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":1},"modelVersion":"gemini-3"}

            data: {"candidates":[{"content":{"parts":[{"text":"See"},{"functionCall":{"name":"f","args":{"a":[1,2.50,"é"]}},"thoughtSignature":"CiQ+EU0y/w=="},{"functionCall":{"id":"own-1","name":"g","args":{}}}]}}],"modelVersion":"gemini-3"}

            data: {"candidates":[{"content":{"parts":[{"text":""}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":30,"cachedContentTokenCount":20,"toolUsePromptTokenCount":5,"candidatesTokenCount":7,"thoughtsTokenCount":3}}

            """.replace("\n", "\r\n");

    private static final List<AnswerEvent> TOLD = List.of(
            new Started("gemini-3", use(10, 0, 1, 0)),
            new ThinkingDelta("Hm, ü."),
            new TextDelta("See"),
            new ToolCallStarted(0, "made-0_gs_CiQ-EU0y_w", "f"),
            new ArgumentsDelta(0, "{\"a\":[1,2.5,\"é\"]}"),
            new ToolCallStarted(1, "own-1", "g"),
            new ArgumentsDelta(1, "{}"),
            new Finished(StopReason.TOOL_USE, null, use(15, 20, 10, 3)));

    @Test
    void aStreamTellsTheSameHoweverItsBytesArrive() {
        byte[] stream = ANSWER.getBytes(StandardCharsets.UTF_8);
        for (int boundary = 0; boundary <= stream.length; boundary++) {
            assertThat(Told.ofStream(stream, boundary, stream.length)).isEqualTo(TOLD);
        }
        assertThat(Told.ofStream(stream, 1)).isEqualTo(TOLD);
    }

    @Test
    void aCallInTheLastChunkIsNotLost() {
        assertThat(stream(
                        "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f'}}]},'finishReason':'STOP'}]}"))
                .containsExactly(
                        new Started(null, null),
                        new ToolCallStarted(0, "made-0", "f"),
                        new ArgumentsDelta(0, "{}"),
                        new Finished(StopReason.TOOL_USE, null, null));
    }

    @Test
    void anIdThatCouldBeReadAsSignedIsNotShown() {
        assertThat(
                        stream(
                                "{'candidates':[{'content':{'parts':[{'functionCall':{'id':'a_gs_b','name':'f'}}]},'finishReason':'STOP'}]}"))
                .contains(new ToolCallStarted(0, "made-0", "f"));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, END",
        "MAX_TOKENS, MAX_TOKENS",
        "SAFETY, REFUSAL",
        "RECITATION, REFUSAL",
        "BLOCKLIST, REFUSAL",
        "PROHIBITED_CONTENT, REFUSAL",
        "SPII, REFUSAL",
        "OTHER, END",
        "SOMETHING_NEW, END"
    })
    void theReasonToFinishIsTold(String said, StopReason reason) {
        assertThat(stream("{'candidates':[{'content':{'parts':[{'text':'Hi'}]},'finishReason':'" + said + "'}]}"))
                .endsWith(new TextDelta("Hi"), new Finished(reason, null, null));
    }

    @Test
    void aRefusedPromptIsARefusalWithoutText() {
        String refused =
                "{'promptFeedback':{'blockReason':'SAFETY'},'usageMetadata':{'promptTokenCount':4},'modelVersion':'m'}";
        List<AnswerEvent> told =
                List.of(new Started("m", use(4, 0, 0, 0)), new Finished(StopReason.REFUSAL, null, use(4, 0, 0, 0)));
        assertThat(stream(refused)).isEqualTo(told);
        assertThat(Told.ofPlain(bytes(refused))).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"})
    void aCallThatTheModelCouldNotMakeFailsTheAnswer(String reason) {
        String failed = "{'candidates':[{'content':{},'finishReason':'" + reason + "'}]}";
        assertThat(failure(stream(failed))).isEqualTo(502);
        assertThat(failure(Told.ofPlain(bytes(failed)))).isEqualTo(502);
        assertThat(stream("{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f'}}]},'finishReason':'"
                        + reason + "'}]}"))
                .endsWith(new Finished(StopReason.TOOL_USE, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'name':'f','willContinue':true}", "{'name':'f','partialArgs':[]}", "{'args':{'a':1}}", "{}"})
    void aCallInPiecesIsNotTakenForOneWithoutArguments(String call) {
        assertThat(failure(stream("{'candidates':[{'content':{'parts':[{'functionCall':" + call
                        + "}]},'finishReason':'STOP'}]}")))
                .isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource({"503, 529", "429, 529", "500, 502", "null, 502"})
    void anErrorInPlaceOfAChunkIsTheEnd(String code, int status) {
        String error = "{'error':{'code':" + code + ",'message':'x'}}";
        String answer = "{'candidates':[{'content':{'parts':[{'text':'Hi'}]},'finishReason':'STOP'}]}";
        assertThat(failure(stream("{'candidates':[{'content':{'parts':[{'text':'Hi'}]}}]}", error, answer)))
                .isEqualTo(status);
        assertThat(failure(Told.ofPlain(bytes(error)))).isEqualTo(status);
    }

    @Test
    void whatOnlyGeminiKnowsIsPassedWhole() {
        assertThat(stream(
                        "{'candidates':[{'content':{'parts':[{'executableCode':{'code':'1'},'thoughtSignature':'AAAA'},"
                                + "{'text':'x','partMetadata':{'a':1}}]},'finishReason':'STOP'}]}"))
                .containsSubsequence(
                        new ForeignPart(
                                WireFormat.GENERATE_CONTENT,
                                JsonTree.value("{\"executableCode\":{\"code\":\"1\"}}")
                                        .orElseThrow()),
                        new TextDelta("x"));
    }

    @Test
    void aStreamWithoutAReasonToFinishIsBrokenOff() {
        assertThat(stream("{'candidates':[{'content':{'parts':[{'text':'Hi'}]}}]}"))
                .containsExactly(new Started(null, null), new TextDelta("Hi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'candidates':[{'content':{'parts':[{'text':'never",
                "[]",
                "{'candidates':7}",
                "{'candidates':[7],'usageMetadata':[],'error2':{}}",
                "{'candidates':[{'content':{'parts':[7,{'text':'x'}]}}]}",
                "{'usageMetadata':{'promptTokenCount':-1}}",
                "{'usageMetadata':{'promptTokenCount':99999999999999999999}}",
                "{'usageMetadata':{'thoughtsTokenCount':9223372036854775807,'candidatesTokenCount':9223372036854775807}}",
                "nonsense"
            })
    void garbageIsPassedOver(String garbage) {
        String answer = "{'candidates':[{'content':{'parts':[{'text':'Hi'}]},'finishReason':'STOP'}]}";
        assertThat(stream(garbage, answer))
                .containsExactly(
                        new Started(null, null), new TextDelta("Hi"), new Finished(StopReason.END, null, null));
        assertThat(new GeminiAnswerReader(() -> "id").plain(bytes(garbage), event -> {}))
                .isFalse();
    }

    @Test
    void moreCachedThanAskedIsNotNegative() {
        assertThat(stream("{'usageMetadata':{'promptTokenCount':5,'cachedContentTokenCount':9}}"))
                .containsExactly(new Started(null, use(0, 5, 0, 0)));
    }

    @Test
    void soundIsToldByModalityAndCachedSoundIsRead() {
        assertThat(stream(
                        "{'usageMetadata':{'promptTokenCount':100,'cachedContentTokenCount':30,'candidatesTokenCount':1,"
                                + "'promptTokensDetails':[{'modality':'TEXT','tokenCount':20},{'modality':'AUDIO','tokenCount':80}],"
                                + "'cacheTokensDetails':[7,{'modality':'AUDIO','tokenCount':30}]}}"))
                .containsExactly(new Started(null, new TokenUse(new TokenCounts(20, 0, 0, 30, 50, 1), 0)));
    }

    private static TokenUse use(long input, long read, long output, long reasoning) {
        return new TokenUse(new TokenCounts(input, 0, 0, read, output), reasoning);
    }

    private static int failure(List<AnswerEvent> told) {
        assertThat(told).filteredOn(Failed.class::isInstance).hasSize(1);
        assertThat(told).noneMatch(Finished.class::isInstance);
        return ((Failed) told.getLast()).failure().status();
    }

    private static List<AnswerEvent> stream(String... chunks) {
        StringBuilder stream = new StringBuilder();
        for (String chunk : chunks) {
            stream.append("data: ").append(chunk.replace('\'', '"')).append("\r\n\r\n");
        }
        return Told.ofStream(stream.toString().getBytes(StandardCharsets.UTF_8), 64);
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
