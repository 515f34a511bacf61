package io.tallyport.provider.openai;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets tool calls go out as clients expect them: the official ones take a call for finished when the next one begins, and
 * parse its arguments. So a call without any holds the next ones back until it has some, or the answer ends and it gets
 * {@code {}}.
 */
final class CallOrder {
    private final Sink sink;
    private final List<Call> calls = new ArrayList<>();
    private int begun;

    /** Where calls go, in order. */
    interface Sink {
        void head(int call, String id, String name);

        void arguments(int call, String json);
    }

    private static final class Call {
        private final String id;
        private final String name;
        private final StringBuilder held = new StringBuilder();
        private boolean hasArguments;

        Call(String id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    CallOrder(Sink sink) {
        this.sink = sink;
    }

    boolean any() {
        return !calls.isEmpty();
    }

    void start(String id, String name) {
        calls.add(new Call(id, name));
        release();
    }

    void arguments(int call, String json) {
        if (json.isEmpty() || call >= calls.size()) {
            return;
        }
        if (call >= begun) {
            calls.get(call).held.append(json);
            return;
        }
        calls.get(call).hasArguments = true;
        sink.arguments(call, json);
        release();
    }

    void end() {
        for (int call = 0; call < calls.size(); call++) {
            if (call == begun) {
                begin();
            }
            fill(call);
        }
    }

    private void fill(int call) {
        if (!calls.get(call).hasArguments) {
            calls.get(call).hasArguments = true;
            sink.arguments(call, "{}");
        }
    }

    private void release() {
        while (begun < calls.size() && (begun == 0 || calls.get(begun - 1).hasArguments)) {
            begin();
        }
    }

    private void begin() {
        Call next = calls.get(begun);
        sink.head(begun, next.id, next.name);
        if (!next.held.isEmpty()) {
            next.hasArguments = true;
            sink.arguments(begun, next.held.toString());
        }
        begun++;
    }
}
