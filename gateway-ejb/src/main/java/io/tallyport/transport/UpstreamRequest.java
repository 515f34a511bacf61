package io.tallyport.transport;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * One request to an account.
 *
 * @param body pieces sent one behind the other, so that a splice copies nothing; consumed by sending
 */
public record UpstreamRequest(URI url, Map<String, String> headers, List<ByteBuffer> body) {

    long bodyBytes() {
        return body.stream().mapToLong(ByteBuffer::remaining).sum();
    }
}
