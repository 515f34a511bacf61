package io.tallyport.provider.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallyport.provider.AnswerHead;
import io.tallyport.usage.RequestId;
import java.io.IOException;
import java.math.BigInteger;

/** The fields that every chunk of an answer repeats, and a plain answer has once. */
final class AnswerOpening {
    private static final String PREFIX = "chatcmpl-";
    private static final int DIGITS = 29;
    /** 22 to the 29th is just above 2 to the 128th: the digits hold the whole id, for support to read back. */
    private static final int RADIX = 22;

    private final String id;
    private final String object;
    private final long created;
    private String model;

    AnswerOpening(AnswerHead head, String object) {
        this.id = id(head.id());
        this.object = object;
        this.created = head.created().getEpochSecond();
        this.model = head.model();
    }

    void model(String name) {
        model = name;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("object", object);
        json.writeNumberField("created", created);
        json.writeStringField("model", model);
        json.writeNullField("system_fingerprint");
    }

    static String id(RequestId id) {
        BigInteger high = new BigInteger(Long.toUnsignedString(id.uuid().getMostSignificantBits()));
        BigInteger low = new BigInteger(Long.toUnsignedString(id.uuid().getLeastSignificantBits()));
        String digits = high.shiftLeft(Long.SIZE).or(low).toString(RADIX);
        return PREFIX + "0".repeat(DIGITS - digits.length()) + digits;
    }
}
