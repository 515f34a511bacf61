package io.tallyport.workbench.simulator.answer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;

/** JSON text in pieces of a few characters, cut wherever the count says, as providers do. */
public final class Pieces implements Tokens {
    private static final int CHARACTERS = 8;

    private final List<byte[]> escaped;
    private final boolean whole;

    private Pieces(List<byte[]> escaped, boolean whole) {
        this.escaped = escaped;
        this.whole = whole;
    }

    /** @param most pieces that may go out; the rest of the text is lost */
    public static Pieces of(String json, int most) {
        List<byte[]> escaped = new ArrayList<>();
        int start = 0;
        while (start < json.length() && escaped.size() < most) {
            int end = Math.min(json.length(), start + CHARACTERS);
            if (end < json.length() && Character.isLowSurrogate(json.charAt(end))) {
                end++;
            }
            String piece = json.substring(start, end);
            escaped.add(JsonStringEncoder.getInstance().quoteAsUTF8(piece));
            start = end;
        }
        return new Pieces(escaped, start == json.length());
    }

    /** Whether nothing of the text was lost. */
    public boolean isWhole() {
        return whole;
    }

    @Override
    public int count() {
        return escaped.size();
    }

    @Override
    public void append(int index, Bytes out) {
        out.add(escaped.get(index));
    }
}
