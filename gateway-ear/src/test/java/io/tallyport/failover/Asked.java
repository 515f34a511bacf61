package io.tallyport.failover;

import io.tallyport.bed.Bed;
import io.tallyport.bed.Customer;
import io.tallyport.bed.http.Ask;
import io.tallyport.bed.http.Reply;
import io.tallyport.fault.ErrorShape;
import io.tallyport.workbench.launcher.server.WildFlyServer;

/** How a caller speaks, and whom it reaches. */
enum Asked {
    CHAT("openai", "openai", "gpt-4o-mini", "/v1/chat/completions", "\"role\":\"assistant\""),
    MESSAGES("anthropic", "anthropic", "claude-sonnet-4-5", "/v1/messages", "\"type\":\"message_start\""),
    RESPONSES("openai", "openai", "gpt-4o-mini", "/v1/responses", "\"type\":\"response.created\""),
    /** A chat completion that Anthropic answers. */
    TRANSLATED("anthropic", "anthropic", "claude-sonnet-4-5", "/v1/chat/completions", "\"role\":\"assistant\"");

    private final String protocol;
    private final String provider;
    private final String model;
    private final String path;
    private final String opening;

    Asked(String protocol, String provider, String model, String path, String opening) {
        this.protocol = protocol;
        this.provider = provider;
        this.model = model;
        this.path = path;
        this.opening = opening;
    }

    String protocol() {
        return protocol;
    }

    String provider() {
        return provider;
    }

    String model() {
        return model;
    }

    boolean isAnthropic() {
        return this == MESSAGES;
    }

    String body(boolean stream, String words) {
        String streaming = stream ? "\"stream\":true," : "";
        return this == RESPONSES
                ? "{%s\"model\":\"%s\",\"max_output_tokens\":60,\"input\":\"%s\"}".formatted(streaming, model, words)
                : "{%s\"model\":\"%s\",\"max_tokens\":60,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(streaming, model, words);
    }

    Ask ask(Bed bed, WildFlyServer node, Customer customer, String body) {
        return isAnthropic()
                ? bed.messages(node, customer, body)
                : Ask.post(node.url(), path).bearer(customer.key()).json(body);
    }

    void assertError(Reply reply, Fault.Error error) {
        if (isAnthropic()) {
            ErrorShape.assertAnthropic(reply, error.status(), error.anthropicType());
            return;
        }
        ErrorShape.assertOpenAi(reply, error.status(), error.openaiType());
    }

    /** How many answers the caller was shown the beginning of. */
    int openings(Reply reply) {
        String text = reply.text().replace("\": ", "\":");
        return (text.length() - text.replace(opening, "").length()) / opening.length();
    }
}
