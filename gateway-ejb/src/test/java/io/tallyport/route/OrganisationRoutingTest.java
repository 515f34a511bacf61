package io.tallyport.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.chat.Protocol;
import io.tallyport.key.RoutingMode;
import io.tallyport.upstream.Quota;
import io.tallyport.upstream.UpstreamAccount;
import io.tallyport.upstream.UpstreamSamples;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrganisationRoutingTest {
    private static final UpstreamAccount NOWHERE = account(null);
    private static final UpstreamAccount EU = account("eu");
    private static final UpstreamAccount US = account("us");

    @Test
    void withoutListsEverythingIsPermitted() {
        assertThat(OrganisationRouting.DEFAULT.permits(NOWHERE)).isTrue();
        assertThat(OrganisationRouting.DEFAULT.permits(EU)).isTrue();
    }

    @Test
    void aListOfProvidersPermitsThoseAlone() {
        assertThat(routing(Set.of("provider-1"), Set.of(), Set.of(), Set.of()).permits(EU))
                .isTrue();
        assertThat(routing(Set.of("provider-2"), Set.of(), Set.of(), Set.of()).permits(EU))
                .isFalse();
    }

    @Test
    void whatIsDeniedIsDeniedThoughItIsAllowed() {
        assertThat(routing(Set.of("provider-1"), Set.of("provider-1"), Set.of(), Set.of())
                        .permits(EU))
                .isFalse();
        assertThat(routing(Set.of(), Set.of(), Set.of("eu"), Set.of("eu")).permits(EU))
                .isFalse();
    }

    @Test
    void aListOfRegionsPermitsNoAccountWhoseRegionNobodyKnows() {
        OrganisationRouting europe = routing(Set.of(), Set.of(), Set.of("eu"), Set.of());
        assertThat(europe.permits(EU)).isTrue();
        assertThat(europe.permits(US)).isFalse();
        assertThat(europe.permits(NOWHERE)).isFalse();
    }

    @Test
    void aDeniedRegionLeavesTheOthers() {
        OrganisationRouting notThere = routing(Set.of(), Set.of(), Set.of(), Set.of("us"));
        assertThat(notThere.permits(EU)).isTrue();
        assertThat(notThere.permits(US)).isFalse();
        assertThat(notThere.permits(NOWHERE)).isTrue();
    }

    private static OrganisationRouting routing(
            Set<String> allowed, Set<String> denied, Set<String> allowedRegions, Set<String> deniedRegions) {
        return new OrganisationRouting(
                allowed, denied, allowedRegions, deniedRegions, RoutingMode.AFFINITY, null, false);
    }

    private static UpstreamAccount account(@Nullable String region) {
        return new UpstreamAccount(
                1, "one", UpstreamSamples.provider(1, Protocol.OPENAI, "openai"), null, region, 100, Quota.NONE, null);
    }
}
