package io.tallyport.workbench.simulator.dialect.openai.embeddings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.SplittableRandom;

/** A vector of length one. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Vector(float[] values) {
    static Vector of(long seed, int dimensions) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] raw = new double[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            raw[i] = random.nextDouble(-1, 1);
            squares += raw[i] * raw[i];
        }
        float[] values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = (float) (raw[i] / Math.sqrt(squares));
        }
        return new Vector(values);
    }

    String list() {
        StringBuilder list = new StringBuilder(values.length * 12).append('[');
        for (int i = 0; i < values.length; i++) {
            list.append(i == 0 ? "" : ",").append(values[i]);
        }
        return list.append(']').toString();
    }

    /** Single precision, lowest byte first, as a JSON string. */
    String base64() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return "\"" + Base64.getEncoder().encodeToString(bytes.array()) + "\"";
    }
}
