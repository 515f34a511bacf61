package io.tallyport.token;

import io.tallyport.chat.AnswerFormat;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.Part.Media;
import io.tallyport.chat.Reasoning;
import io.tallyport.chat.Tool;
import io.tallyport.chat.ToolChoice;
import io.tallyport.chat.Turn;
import io.tallyport.wire.JsonTree;
import java.util.List;

/** Adds up the input tokens of one conversation by the rules of one family. */
final class InputTally {
    /** Of PDFs, whose pages cannot be told without reading them. */
    private static final int BYTES_PER_PAGE = 50_000;

    private static final int WAVE_BYTES_PER_SECOND = 32_000;
    private static final int PACKED_BYTES_PER_SECOND = 16_000;

    /** Of thinking that only its provider can read: six characters of base64 hold the four bytes of a token. */
    private static final int REDACTED_CHARACTERS_PER_TOKEN = 6;

    private final TokenRules rules;
    private final TextTally texts = new TextTally();
    private final TextTally definitions = new TextTally();
    private final TextTally schemas = new TextTally();
    private long apart;

    private InputTally(TokenRules rules) {
        this.rules = rules;
    }

    static long of(Conversation conversation, TokenRules rules) {
        InputTally tally = new InputTally(rules);
        tally.add(conversation);
        return Math.max(1, tally.total());
    }

    private long total() {
        return apart
                + rules.text(texts.tokens(rules.vocabulary()))
                + Ppm.of(definitions.tokens(rules.vocabulary()), rules.tools().textPpm())
                + Ppm.of(schemas.tokens(rules.vocabulary()), rules.schema().textPpm());
    }

    private void add(Conversation conversation) {
        apart += rules.turns().request();
        conversation.system().forEach(text -> {
            apart += rules.turns().system();
            texts.add(text.text());
        });
        turns(conversation.turns());
        if (!conversation.tools().isEmpty()) {
            tools(conversation);
        }
        Reasoning reasoning = conversation.reasoning();
        if (reasoning != null && reasoning.mode() == Reasoning.Mode.ON) {
            apart += rules.turns().thinking();
        }
        if (conversation.answerFormat() instanceof AnswerFormat.JsonSchema format) {
            apart += rules.schema().prompt();
            schemas.add(JsonTree.text(format.schema()));
        }
    }

    private void turns(List<Turn> turns) {
        int unanswered = afterCallersLastWords(turns);
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            if (i < turns.size() - 1 || turn.role() != Turn.Role.ASSISTANT) {
                apart += rules.turns().turn();
            }
            if (turn.parts().stream().filter(Part.ToolCall.class::isInstance).count() > 1) {
                apart += rules.turns().parallel();
            }
            boolean keepsThinking = rules.turns().keepsThinking() && i >= unanswered;
            turn.parts().stream()
                    .filter(part -> keepsThinking || !isThinking(part))
                    .forEach(this::part);
        }
    }

    /** Index of the first turn since the caller last said more than the results of tools. */
    private static int afterCallersLastWords(List<Turn> turns) {
        int index = turns.size();
        while (index > 0 && !speaks(turns.get(index - 1))) {
            index--;
        }
        return index;
    }

    private static boolean speaks(Turn turn) {
        return turn.role() != Turn.Role.ASSISTANT
                && turn.parts().stream().anyMatch(part -> !(part instanceof Part.ToolResult));
    }

    private static boolean isThinking(Part part) {
        return part instanceof Part.Thinking || part instanceof Part.RedactedThinking;
    }

    private void part(Part part) {
        switch (part) {
            case Part.Text text -> texts.add(text.text());
            case Part.Refusal refusal -> texts.add(refusal.text());
            case Part.Thinking thinking -> texts.add(thinking.text());
            case Part.RedactedThinking thinking -> apart += thinking.data().length() / REDACTED_CHARACTERS_PER_TOKEN;
            case Part.Image image -> apart += image(image);
            case Part.Document document -> document(document);
            case Part.Audio audio -> apart += seconds(audio) * rules.media().audioSecond();
            case Part.ToolCall call -> call(call);
            case Part.ToolResult result -> {
                apart += rules.turns().result();
                result.content().forEach(this::part);
            }
            case Part.Foreign foreign -> texts.add(JsonTree.text(foreign.value()));
        }
    }

    private long image(Part.Image image) {
        PixelSize size = image.media() instanceof Media.Inline inline
                ? PixelSize.of(inline.base64()).orElse(PixelSize.ASSUMED)
                : PixelSize.ASSUMED;
        return rules.media().image().tokens(size, "low".equals(image.detail()));
    }

    private void document(Part.Document document) {
        if (document.name() != null) {
            texts.add(document.name());
        }
        if (document.context() != null) {
            texts.add(document.context());
        }
        switch (document.media()) {
            case Media.PlainText plain -> texts.add(plain.text());
            case Media.Inline inline ->
                apart += rules.media().page() * Math.ceilDiv(bytes(inline.base64()), (long) BYTES_PER_PAGE);
            case Media.Link link -> apart += rules.media().page();
            case Media.Stored stored -> apart += rules.media().page();
        }
    }

    private static long seconds(Part.Audio audio) {
        int bytesPerSecond = audio.format().equals("wav") ? WAVE_BYTES_PER_SECOND : PACKED_BYTES_PER_SECOND;
        return Math.ceilDiv(bytes(audio.base64()), (long) bytesPerSecond);
    }

    private static long bytes(String base64) {
        return base64.length() * 3L / 4;
    }

    private void call(Part.ToolCall call) {
        apart += rules.turns().call();
        texts.add(call.name());
        texts.add(call.arguments());
        if (rules.turns().argument() > 0) {
            apart += JsonTree.value(call.arguments()).map(value -> value.size()).orElse(0)
                    * (long) rules.turns().argument();
        }
    }

    private void tools(Conversation conversation) {
        TokenRules.Tools adds = rules.tools();
        apart += adds.prompt();
        conversation.tools().forEach(this::tool);
        ToolChoice choice = conversation.toolChoice();
        if (choice instanceof ToolChoice.Any || choice instanceof ToolChoice.Named) {
            apart += adds.forced();
        }
        if (Boolean.FALSE.equals(conversation.parallelToolCalls())) {
            apart += adds.single();
        }
    }

    private void tool(Tool tool) {
        apart += rules.tools().tool();
        switch (tool) {
            case Tool.Function function when rules.tools().asTypes() -> definitions.add(FunctionTypes.of(function));
            case Tool.Function function -> {
                definitions.add(function.name());
                definitions.add(function.description() == null ? "" : function.description());
                definitions.add(function.schema() == null ? "{}" : JsonTree.text(function.schema()));
            }
            case Tool.Foreign foreign -> definitions.add(JsonTree.text(foreign.value()));
        }
    }
}
