package io.tallyport.relay;

import io.tallyport.chat.Conversation;
import io.tallyport.choice.Way;
import io.tallyport.error.GatewayException;
import io.tallyport.provider.AnswerHead;
import io.tallyport.provider.ConversationProvider;
import io.tallyport.provider.ConversationSurface;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.Target;
import io.tallyport.provider.UpstreamError;
import io.tallyport.translation.TranslatedAnswer;
import io.tallyport.transport.UpstreamHead;
import io.tallyport.transport.UpstreamRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The caller's request told in the account's format, and its answer in the caller's. */
final class Translated implements Passage {
    /** What still holds of a request in another format. */
    private static final List<String> FORWARDED = List.of("user-agent", "idempotency-key");

    private final Call call;
    private final Way way;
    private final ConversationSurface surface;
    private final ConversationProvider provider;
    private final Map<String, String> formatHeaders;
    private final byte[] body;

    /** @throws GatewayException 400 that names what cannot be told in the account's format */
    Translated(Call call, Way way) {
        this.call = call;
        this.way = way;
        this.surface = (ConversationSurface) call.surface;
        this.provider = (ConversationProvider) call.relay.formats.provider(way.format());
        Conversation conversation =
                call.cacheHelp.mark(call.conversation(surface).withModel(way.upstreamName()), way.format());
        this.formatHeaders = provider.headers(conversation);
        this.body = write(conversation);
    }

    private byte[] write(Conversation conversation) {
        try {
            return provider.write(
                    conversation,
                    new Target(
                            call.route.model(),
                            call.heldOutputTokens(),
                            way.account().provider().noStreamOptions()));
        } catch (GatewayException refusal) {
            throw surface.inOwnWords(refusal);
        }
    }

    @Override
    public UpstreamRequest request(String secret) {
        String path = provider.path(way.upstreamName(), call.chat.stream());
        Map<String, String> headers = ForwardedHeaders.toAccount(call, way.account(), provider.accountHeaders(secret));
        headers.putAll(formatHeaders);
        for (String name : FORWARDED) {
            Optional.ofNullable(call.request.headers().get(name)).ifPresent(value -> headers.put(name, value));
        }
        return new UpstreamRequest(
                URI.create(way.account().provider().baseUrl() + path), headers, List.of(ByteBuffer.wrap(body)));
    }

    @Override
    public Map<String, String> headers(UpstreamHead head) {
        Map<String, String> headers = ForwardedHeaders.ofTranslatedAnswer(head);
        headers.put("content-type", call.chat.stream() ? "text/event-stream; charset=utf-8" : "application/json");
        return headers;
    }

    @Override
    public StreamWatch watch() {
        return answer();
    }

    @Override
    public Optional<Plain> plain(byte[] upstreamBody) {
        TranslatedAnswer answer = answer();
        return answer.plain(upstreamBody) ? Optional.of(new Plain(answer.usage(), answer::keptBack)) : Optional.empty();
    }

    private TranslatedAnswer answer() {
        AnswerHead head = new AnswerHead(
                call.request.id(), call.route.model().id(), Instant.now(), call.chat, call.request.body());
        return new TranslatedAnswer(provider.reader(), surface.writer(head));
    }

    @Override
    public UpstreamError error(int status, byte[] errorBody) {
        return provider.readError(status, errorBody);
    }
}
