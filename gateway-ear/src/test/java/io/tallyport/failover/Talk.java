package io.tallyport.failover;

/**
 * A conversation in Messages: its first call and one that goes on.
 *
 * @param instructions of its agent, with a breakpoint at their end
 */
record Talk(String instructions, String words) {
    private static final String CALL = """
            {"model":"claude-sonnet-4-5","max_tokens":9,
             "system":[{"type":"text","text":"%s","cache_control":{"type":"ephemeral"}}],
             "messages":[{"role":"user","content":"%s"}%s]}""";

    private static final String MORE = """
            ,{"role":"assistant","content":"So it is."},{"role":"user","content":"And then?"}""";

    String opening() {
        return CALL.formatted(instructions, words, "");
    }

    String later() {
        return CALL.formatted(instructions, words, MORE);
    }
}
