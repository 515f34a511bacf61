package io.tallyport.web.billing;

import io.tallyport.key.Caller;

/** Who did something by this API, as the books name it. */
final class Actor {
    private Actor() {}

    static String of(Caller caller) {
        return "key:" + caller.keyId();
    }
}
