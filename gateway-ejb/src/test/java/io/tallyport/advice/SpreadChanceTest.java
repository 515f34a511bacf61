package io.tallyport.advice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadChanceTest {

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0",
        "1, 5, 0",
        "0, 5, 0",
        "8, 0, 1000000",
        "2, 1, 500000",
        "8, 1, 875000",
        "8, 2, 765625",
        "3, 3, 296296",
        "200, 100, 605770",
        "200, 9999, 0",
        "200, 1000000000000, 0"
    })
    void aCallMissesAllBeforeItWithTheChanceOfEachToThePowerOfTheirNumber(int accounts, long before, long ppm) {
        assertThat(SpreadChance.missPpm(accounts, before)).isEqualTo(ppm);
    }
}
