package io.tallyport.relay;

import io.tallyport.choice.Way;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Splice;
import io.tallyport.provider.Provider;
import io.tallyport.provider.StreamWatch;
import io.tallyport.provider.UpstreamError;
import io.tallyport.transport.UpstreamHead;
import io.tallyport.transport.UpstreamRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The caller's bytes, but for credentials, a name of ours for the model, and the wish for usage; the answer's bytes. */
final class SameFormat implements Passage {
    private final Call call;
    private final Way way;
    private final Provider provider;

    SameFormat(Call call, Way way) {
        this.call = call;
        this.way = way;
        this.provider = call.relay.formats.provider(way.format());
    }

    @Override
    public UpstreamRequest request(String secret) {
        String path = provider.path(way.upstreamName(), call.chat.stream());
        Map<String, String> headers = ForwardedHeaders.toAccount(call, way.account(), provider.accountHeaders(secret));
        headers.putAll(call.request.headers());
        return new UpstreamRequest(URI.create(way.account().provider().baseUrl() + path), headers, pieces());
    }

    private List<ByteBuffer> pieces() {
        byte[] body = call.request.body();
        List<ByteBuffer> pieces = new ArrayList<>(5);
        int from = 0;
        for (Splice splice : splices()) {
            pieces.add(ByteBuffer.wrap(body, from, splice.offset() - from).slice());
            pieces.add(ByteBuffer.wrap(splice.text().getBytes(StandardCharsets.UTF_8)));
            from = splice.offset() + splice.replaced();
        }
        pieces.add(ByteBuffer.wrap(body, from, body.length - from).slice());
        return pieces;
    }

    private List<Splice> splices() {
        ChatRequest chat = call.chat;
        List<Splice> splices = new ArrayList<>(2);
        if (!way.upstreamName().equals(chat.model())) {
            splices.add(new Splice(chat.modelAt().offset(), chat.modelAt().length(), '"' + way.upstreamName() + '"'));
        }
        if (chat.usageSplice() != null && !way.account().provider().noStreamOptions()) {
            splices.add(chat.usageSplice());
        }
        splices.addAll(call.cacheHelp.splices(way.format()));
        splices.sort(Comparator.comparingInt(Splice::offset));
        return splices;
    }

    @Override
    public Map<String, String> headers(UpstreamHead head) {
        return ForwardedHeaders.ofAnswer(head);
    }

    @Override
    public StreamWatch watch() {
        return call.surface.watch(call.chat);
    }

    @Override
    public Optional<Plain> plain(byte[] body) {
        return call.surface.readPlain(body).map(usage -> new Plain(usage, charged -> body));
    }

    @Override
    public UpstreamError error(int status, byte[] errorBody) {
        return provider.readError(status, errorBody);
    }
}
