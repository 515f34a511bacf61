package io.tallyport.web.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private final SignInThrottle throttle = new SignInThrottle();

    @Test
    void theEleventhFailureOfAnAddressHasToWaitAndOtherAddressesDoNot() {
        for (int i = 0; i < SignInThrottle.MOST_ATTEMPTS; i++) {
            assertThat(throttle.tryAttempt("192.0.2.1")).isTrue();
        }
        assertThat(throttle.tryAttempt("192.0.2.1")).isFalse();
        assertThat(throttle.tryAttempt("192.0.2.2")).isTrue();
    }

    @Test
    void successForgetsEarlierFailures() {
        for (int i = 0; i < SignInThrottle.MOST_ATTEMPTS; i++) {
            throttle.tryAttempt("192.0.2.1");
        }
        throttle.succeeded("192.0.2.1");
        assertThat(throttle.tryAttempt("192.0.2.1")).isTrue();
    }
}
