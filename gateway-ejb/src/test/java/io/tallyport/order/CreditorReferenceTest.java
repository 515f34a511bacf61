package io.tallyport.order;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CreditorReferenceTest {

    @Test
    @DisplayName("the standard's own example, RF18 5390 0754 7034")
    void theStandardsExample() {
        assertThat(CreditorReference.isRight("rf18 5390 0754 7034")).isTrue();
        assertThat(CreditorReference.isRight("RF19 5390 0754 7034")).isFalse();
    }

    @Property
    void everyReferenceIsRightAndNoDigitOfItMayChange(
            @ForAll @LongRange(min = 1, max = 99_999_999_999L) long order,
            @ForAll @IntRange(min = 1, max = 9) int shift) {
        String reference = CreditorReference.of(order);
        assertThat(CreditorReference.isRight(reference)).isTrue();
        int last = reference.length() - 1;
        int digit = Character.digit(reference.charAt(last), 10);
        String other = reference.substring(0, last) + (digit + shift) % 10;
        assertThat(CreditorReference.isRight(other)).isFalse();
    }
}
