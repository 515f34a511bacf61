package io.tallyport.token;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts whose tokens are counted together, in bounded time: up to {@value #MOST_COUNTED} characters are counted, of longer
 * texts as many in pieces at even distances, and the rest is taken to be alike.
 */
final class TextTally {
    static final int MOST_COUNTED = 131_072;

    /** Long enough that a cut costs nothing to speak of, short enough that no text meets the tokenizer's square cost. */
    private static final int PIECE = 4_096;

    private static final int CUT_WITHIN = 64;

    private final List<String> texts = new ArrayList<>();
    private long characters;

    void add(String text) {
        texts.add(text);
        characters += text.length();
    }

    long tokens(Vocabulary vocabulary) {
        if (characters == 0) {
            return 0;
        }
        Sample sample = new Sample(vocabulary, characters <= MOST_COUNTED ? 1 : Math.ceilDiv(characters, MOST_COUNTED));
        for (String text : texts) {
            int from = 0;
            while (from < text.length()) {
                int to = end(text, from);
                sample.take(text, from, to);
                from = to;
            }
        }
        return Math.multiplyExact(sample.tokens, characters) / sample.characters;
    }

    /** One character in {@code stride}, in whole pieces. */
    private static final class Sample {
        private final Vocabulary vocabulary;
        private final long stride;
        private long position;
        private long due;
        private long tokens;
        private long characters;

        Sample(Vocabulary vocabulary, long stride) {
            this.vocabulary = vocabulary;
            this.stride = stride;
        }

        void take(String text, int from, int to) {
            if (position >= due) {
                tokens += vocabulary.count(text.substring(from, to));
                characters += to - from;
                due = position + stride * (to - from);
            }
            position += to - from;
        }
    }

    /** Words begin with their space: before one, a cut changes no token. */
    private static int end(String text, int from) {
        int end = from + PIECE;
        if (end >= text.length()) {
            return text.length();
        }
        for (int at = end; at > end - CUT_WITHIN; at--) {
            if (text.charAt(at) == ' ' && text.charAt(at - 1) != ' ') {
                return at;
            }
        }
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
