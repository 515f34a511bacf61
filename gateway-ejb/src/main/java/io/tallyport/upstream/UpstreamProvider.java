package io.tallyport.upstream;

import io.tallyport.chat.Protocol;
import java.net.URI;
import java.util.Set;

/**
 * A provider: a format at an address.
 *
 * @param name never changes
 * @param baseUrl as the vendor's SDK takes it: with {@code /v1} for OpenAI, without for Anthropic
 * @param serves whose models it serves, by the price book's provider names
 * @param simulator whether headers {@code x-sim-*} may be forwarded to it
 * @param noStreamOptions whether it refuses {@code stream_options}
 * @param responses whether it serves {@code /responses} itself
 * @param disconnect what it does when a caller leaves
 */
public record UpstreamProvider(
        long id,
        String name,
        Protocol protocol,
        URI baseUrl,
        Set<String> serves,
        boolean simulator,
        boolean noStreamOptions,
        boolean responses,
        Disconnect disconnect) {}
