package io.tallyport.workbench.simulator.recording;

import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.answer.Script;
import java.util.Arrays;
import java.util.Map;

/** An answer as a provider once gave it; its body is sent byte for byte. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Recording(int status, String contentType, Map<String, String> headers, byte[] body) {
    public boolean isStream() {
        return contentType.startsWith("text/event-stream");
    }

    /** One script event for each event of the stream. */
    public Script inEvents() {
        int[] ends = new int[body.length];
        int count = 0;
        for (int i = 1; i < body.length; i++) {
            if (endsEvent(i)) {
                ends[count++] = i + 1;
            }
        }
        if (body.length > 0 && (count == 0 || ends[count - 1] < body.length)) {
            ends[count++] = body.length;
        }
        return new Parts(body, Arrays.copyOf(ends, count));
    }

    /** One script event for each {@code size} bytes. */
    public Script inChunks(int size) {
        int count = (body.length + size - 1) / size;
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            ends[i] = Math.min(body.length, (i + 1) * size);
        }
        return new Parts(body, ends);
    }

    private boolean endsEvent(int i) {
        boolean lines = body[i] == '\n' && body[i - 1] == '\n';
        return lines || (i >= 3 && body[i] == '\n' && body[i - 1] == '\r' && body[i - 2] == '\n');
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Parts(byte[] body, int[] ends) implements Script {
        @Override
        public int events() {
            return ends.length;
        }

        @Override
        public void append(int index, Bytes out) {
            int start = index == 0 ? 0 : ends[index - 1];
            out.add(body, start, ends[index] - start);
        }

        @Override
        public long outputTokensAfter(int events) {
            return 0;
        }

        @Override
        public long beat(int index) {
            return index;
        }
    }
}
