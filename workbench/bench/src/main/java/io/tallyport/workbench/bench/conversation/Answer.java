package io.tallyport.workbench.bench.conversation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What came back of one call. */
final class Answer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data: {";
    private static final int OK = 200;
    private static final int FEW_CHARACTERS = 160;

    final StringBuilder words = new StringBuilder();
    long read;
    boolean ended;
    boolean failed;
    private String problem = "";

    private Answer() {}

    static Answer of(Dialect dialect, int status, String body) {
        Answer answer = new Answer();
        if (status != OK) {
            answer.problem = "status %d: %.160s".formatted(status, body.replaceAll("\\s+", " "));
            return answer;
        }
        try {
            if (body.startsWith("{")) {
                dialect.read(JSON.readTree(body), answer);
            }
            for (String line : body.split("\n", -1)) {
                if (line.startsWith(DATA)) {
                    dialect.read(JSON.readTree(line.substring(DATA.length() - 1)), answer);
                }
            }
        } catch (IOException e) {
            answer.failed = true;
        }
        if (answer.failed || !answer.ended) {
            answer.problem = "ended early: " + body.substring(Math.max(0, body.length() - FEW_CHARACTERS));
        }
        return answer;
    }

    /** Of a call without any. */
    static Answer none(String problem) {
        Answer answer = new Answer();
        answer.problem = problem;
        return answer;
    }

    boolean isGood() {
        return problem.isEmpty();
    }

    /** What was wrong with it; empty if it is good. */
    String problem() {
        return problem;
    }
}
