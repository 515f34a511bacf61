package io.tallyport.workbench.simulator.dialect;

import io.tallyport.workbench.simulator.account.Output;
import io.tallyport.workbench.simulator.answer.Part;
import io.tallyport.workbench.simulator.answer.Pieces;
import io.tallyport.workbench.simulator.answer.Seal;
import io.tallyport.workbench.simulator.answer.Tokens;
import io.tallyport.workbench.simulator.answer.Words;
import io.tallyport.workbench.simulator.dialect.Wants.Thinking;
import java.util.ArrayList;
import java.util.List;

/** Puts one choice together and spends the caller's limit on it: thinking first, then text, then calls. */
final class Composition {
    /** So that a thought does not say what the text says. */
    private static final int THOUGHTS = 1000;

    private static final Words NO_WORDS = new Words(0, 0, 0);

    private final List<Part> parts = new ArrayList<>(2);
    private final Wants wants;
    private final Output output;
    private final long seed;
    private final int reasoning;
    private int left;
    private int pieces;
    private boolean cut;

    Composition(Wants wants, Output output, long seed, int limit) {
        this.wants = wants;
        this.output = output;
        this.seed = seed;
        this.left = limit;
        this.reasoning = think(thinking());
        if (wants.calls().isEmpty() || output.tools() != Output.Tools.ON) {
            write();
        }
        if (output.tools() != Output.Tools.OFF) {
            wants.calls().forEach(this::call);
        }
        if (parts.isEmpty()) {
            parts.add(new Part.Text(NO_WORDS));
        }
    }

    List<Part> parts() {
        return parts;
    }

    /** All output tokens, those of hidden thinking among them. */
    int tokens() {
        return reasoning + pieces;
    }

    int reasoning() {
        return reasoning;
    }

    boolean isCut() {
        return cut;
    }

    private Thinking thinking() {
        if (wants.thinking() == Thinking.SHOWN_TO_TESTS) {
            return output.reasoningContent() ? Thinking.SHOWN : Thinking.NONE;
        }
        return wants.thinking();
    }

    private int think(Thinking thinking) {
        int words = take(output.reasoning(thinking != Thinking.NONE));
        Words thought = new Words(seed, THOUGHTS, words);
        if (thinking == Thinking.SEALED || (thinking == Thinking.SHOWN && words > 0)) {
            Words shown = thinking == Thinking.SHOWN ? thought : NO_WORDS;
            parts.add(new Part.Thought(shown, Seal.of(thought.text())));
        }
        return words;
    }

    private void write() {
        String json = wants.json();
        Tokens text = json == null ? new Words(seed, 0, take(output.tokens())) : pieces(json);
        if (text.count() > 0) {
            parts.add(new Part.Text(text));
            pieces += text.count();
        }
    }

    private void call(Wants.Call call) {
        Pieces arguments = pieces(call.arguments());
        if (arguments.count() > 0) {
            parts.add(new Part.Call(call.name(), call.arguments(), arguments));
            pieces += arguments.count();
        }
    }

    private Pieces pieces(String json) {
        Pieces all = Pieces.of(json, left);
        left -= all.count();
        cut |= !all.isWhole();
        return all;
    }

    private int take(int wanted) {
        int given = Math.min(wanted, left);
        left -= given;
        cut |= given < wanted;
        return given;
    }
}
