package io.tallyport.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyport.usage.RequestId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {

    @Test
    void idsRiseEvenWithinOneMillisecond() {
        List<UUID> ids = Stream.generate(TimeOrderedId::next).limit(20_000).toList();
        assertThat(ids)
                .isSortedAccordingTo(
                        (a, b) -> Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits()));
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7 && id.variant() == 2);
    }

    @Test
    void aRequestIdIsReadBackFromItsText() {
        RequestId id = RequestId.next();
        assertThat(id.toString()).matches("req_[0-9a-f]{32}");
        assertThat(RequestId.parse(id.toString())).contains(id);
        assertThat(RequestId.parse("req_zz")).isEmpty();
        assertThat(RequestId.parse("req_" + "g".repeat(32))).isEmpty();
    }
}
