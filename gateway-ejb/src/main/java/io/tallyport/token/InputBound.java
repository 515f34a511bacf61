package io.tallyport.token;

import io.tallyport.catalog.Model;
import io.tallyport.provider.ChatRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The most input tokens that a request is held for, from its size alone and in no time: bytes per token are the fewest that
 * were measured for a family (docs/token-counting.md), and what bytes do not tell is added.
 */
public final class InputBound {
    /** What the results of tools that the provider runs were measured to add, and a quarter more. */
    private static final int PROVIDER_TOOLS = 32_768;

    /** Of a document that may be a link. */
    private static final int PAGES = 8;

    private static final int THOUSAND = 1_000;
    private static final int MOST_REMEMBERED = 10_000;
    private static final Map<String, Family> FAMILIES = new ConcurrentHashMap<>();

    /** @param tokensPerThousandBytes rounded up */
    private record Family(long tokensPerThousandBytes, long request, long functions, long medium) {
        static Family of(String id) {
            TokenRules rules = ModelRules.of(id);
            long page = (long) rules.media().page() * PAGES;
            return new Family(
                    Math.ceilDiv(THOUSAND * rules.textPpm(), 2L * Ppm.ONE),
                    rules.turns().request()
                            + rules.turns().turn()
                            + (long) rules.turns().thinking(),
                    rules.tools().prompt() + (long) Math.max(0, rules.tools().forced()),
                    Math.max(rules.media().image().largest(), page));
        }
    }

    private InputBound() {}

    /** At most the model's context window. */
    public static long tokens(ChatRequest request, Model model) {
        Family family = family(model.id());
        ChatRequest.Unseen unseen = request.unseen();
        long tokens = Math.ceilDiv(request.bodyBytes() * family.tokensPerThousandBytes(), (long) THOUSAND)
                + family.request()
                + unseen.media() * family.medium()
                + (unseen.functions() || unseen.providerTools() ? family.functions() : 0)
                + (unseen.providerTools() ? PROVIDER_TOOLS : 0);
        return Math.min(tokens, model.contextWindow());
    }

    private static Family family(String id) {
        Family known = FAMILIES.get(id);
        if (known != null) {
            return known;
        }
        Family family = Family.of(id);
        if (FAMILIES.size() < MOST_REMEMBERED) {
            FAMILIES.put(id, family);
        }
        return family;
    }
}
