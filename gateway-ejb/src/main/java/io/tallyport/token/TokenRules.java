package io.tallyport.token;

/**
 * How a family of models counts. Amounts are tokens unless their name says otherwise.
 *
 * @param textPpm its tokens per million of the vocabulary's, for text
 */
record TokenRules(Vocabulary vocabulary, long textPpm, Turns turns, Tools tools, Schema schema, Media media) {

    /**
     * What stands around the text.
     *
     * @param request once
     * @param system per system text
     * @param turn per turn; a last turn of the assistant's, which the answer continues, is free
     * @param call per tool call
     * @param argument per argument of a tool call
     * @param parallel per turn of more than one tool call
     * @param result per result of a tool
     * @param thinking where thinking is switched on
     * @param keepsThinking whether what was thought since the caller last spoke is read again
     */
    record Turns(
            int request,
            int system,
            int turn,
            int call,
            int argument,
            int parallel,
            int result,
            int thinking,
            boolean keepsThinking) {}

    /**
     * What tools add to a request.
     *
     * @param prompt once
     * @param tool per tool
     * @param textPpm as for text, for definitions
     * @param asTypes whether definitions are told as types of TypeScript, not as JSON
     * @param forced where a tool must be called
     * @param single where calls may not be parallel; negative
     */
    record Tools(int prompt, int tool, long textPpm, boolean asTypes, int forced, int single) {}

    /** What a schema for the answer adds: once, and per million tokens of its JSON. */
    record Schema(int prompt, long textPpm) {}

    /**
     * @param page per page of a PDF
     * @param audioSecond per second of sound
     */
    record Media(ImageRule image, int page, int audioSecond) {}

    long text(long tokens) {
        return Ppm.of(tokens, textPpm);
    }
}
