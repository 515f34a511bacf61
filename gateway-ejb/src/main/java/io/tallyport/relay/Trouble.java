package io.tallyport.relay;

import io.tallyport.error.GatewayException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt failed.
 *
 * @param status as the account answered; 0: it did not
 * @param told what the caller hears if nobody else serves the call
 * @param pause for how long the provider wants not to be asked; null: it did not say
 */
record Trouble(
        Reason reason,
        int status,
        GatewayException told,
        @Nullable Duration pause) {}
