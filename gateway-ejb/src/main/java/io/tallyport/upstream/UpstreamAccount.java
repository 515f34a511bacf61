package io.tallyport.upstream;

import io.tallyport.chat.Protocol;
import java.net.URI;
import java.util.Set;

/**
 * An account at a provider.
 *
 * @param baseUrl as the vendor's SDK takes it: with {@code /v1} for OpenAI, without for Anthropic
 * @param credential name of the configuration property that holds its secret
 * @param providers whose models it serves, by the price book's provider names
 * @param simulator whether headers {@code x-sim-*} may be forwarded to it
 * @param noStreamOptions whether it refuses {@code stream_options}
 * @param responses whether it serves {@code /responses} itself
 * @param disconnect what its provider does when a caller leaves
 */
public record UpstreamAccount(
        long id,
        String name,
        Protocol protocol,
        URI baseUrl,
        String credential,
        Set<String> providers,
        boolean simulator,
        boolean noStreamOptions,
        boolean responses,
        Disconnect disconnect) {}
