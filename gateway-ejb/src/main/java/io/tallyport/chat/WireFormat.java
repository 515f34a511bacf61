package io.tallyport.chat;

/** One public API's requests and answers. Where both sides of a call speak the same one, bytes pass. */
public enum WireFormat {
    /** Anthropic {@code /v1/messages}. */
    MESSAGES(Protocol.ANTHROPIC),
    /** OpenAI {@code /v1/chat/completions}. */
    CHAT_COMPLETIONS(Protocol.OPENAI),
    /** OpenAI {@code /v1/responses}. */
    RESPONSES(Protocol.OPENAI),
    /** OpenAI {@code /v1/embeddings}. */
    EMBEDDINGS(Protocol.OPENAI),
    /** Gemini {@code generateContent} and {@code streamGenerateContent}. */
    GENERATE_CONTENT(Protocol.GEMINI);

    private final Protocol protocol;

    WireFormat(Protocol protocol) {
        this.protocol = protocol;
    }

    public Protocol protocol() {
        return protocol;
    }
}
