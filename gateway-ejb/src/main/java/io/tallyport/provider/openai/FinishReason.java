package io.tallyport.provider.openai;

import io.tallyport.chat.StopReason;

/** The words of {@code finish_reason}. */
final class FinishReason {

    private FinishReason() {}

    /** Vendors have more words than OpenAI; an unknown one is an end. */
    static StopReason read(String word) {
        return switch (word) {
            case "length", "model_length", "max_tokens" -> StopReason.MAX_TOKENS;
            case "tool_calls", "function_call" -> StopReason.TOOL_USE;
            case "content_filter" -> StopReason.REFUSAL;
            default -> StopReason.END;
        };
    }

    /** Whether the vendor gave up in mid-answer: OpenRouter's and Mistral's word, and DeepSeek's. */
    static boolean isFailure(String word) {
        return word.equals("error") || word.equals("insufficient_system_resource");
    }

    static String write(StopReason reason) {
        return switch (reason) {
            case END, STOP_SEQUENCE, PAUSE -> "stop";
            case MAX_TOKENS, CONTEXT_WINDOW -> "length";
            case TOOL_USE -> "tool_calls";
            case REFUSAL -> "content_filter";
        };
    }
}
