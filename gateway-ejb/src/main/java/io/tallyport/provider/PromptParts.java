package io.tallyport.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.tallyport.provider.CachedParts.SystemEnd;
import io.tallyport.provider.ChatRequest.Span;
import io.tallyport.wire.JsonFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the {@link CachedParts} of a request while it is read, in whatever order its fields stand. */
public final class PromptParts {
    private static final Set<String> SYSTEM_ROLES = Set.of("system", "developer");
    private static final String MESSAGE = "message";

    /** Two quotation marks. */
    private static final int EMPTY_TEXT = 2;

    private final PromptMarks marks;
    private final Part tools = new Part();
    private final Part system = new Part();
    private @Nullable Span firstTurn;
    private @Nullable SystemEnd systemEnd;
    private boolean opening = true;

    /** Spans of one part, and where the last breakpoint's block ends. */
    private static final class Part {
        private final List<Span> spans = new ArrayList<>(2);
        private int markedEnd;

        void add(int start, int end, boolean marked) {
            spans.add(new Span(start, end - start));
            if (marked) {
                markedEnd = end;
            }
        }

        List<Span> toMark() {
            return spans.stream()
                    .filter(span -> span.offset() < markedEnd)
                    .map(span -> new Span(span.offset(), Math.min(span.length(), markedEnd - span.offset())))
                    .toList();
        }
    }

    /** @param marks looks at everything that is read here */
    public PromptParts(PromptMarks marks) {
        this.marks = marks;
    }

    /** The parser stands on the value and is left on its last token. */
    public void tools(JsonParser value) throws IOException {
        part(value, tools);
    }

    /** A system prompt that has a field of its own. */
    public void system(JsonParser value) throws IOException {
        int start = JsonFields.offset(value);
        boolean isText = value.currentToken() == JsonToken.VALUE_STRING;
        int lastBlock = part(value, system);
        int end = JsonFields.end(value);
        if (isText && end - start > EMPTY_TEXT) {
            systemEnd = new SystemEnd(end, new Span(start, end - start));
        } else if (!isText && lastBlock > 0) {
            systemEnd = new SystemEnd(lastBlock - 1, null);
        }
    }

    /** @return where the last block ends; 0: there is none */
    private int part(JsonParser value, Part part) throws IOException {
        int start = JsonFields.offset(value);
        if (value.currentToken() != JsonToken.START_ARRAY) {
            int before = marks.breakpoints();
            marks.lookUnder(value);
            part.add(start, JsonFields.end(value), marks.breakpoints() > before);
            return 0;
        }
        int markedEnd = 0;
        int lastEnd = 0;
        while (value.nextToken() != JsonToken.END_ARRAY) {
            int before = marks.breakpoints();
            marks.lookUnder(value);
            lastEnd = value.currentToken() == JsonToken.END_OBJECT ? JsonFields.end(value) : 0;
            if (marks.breakpoints() > before) {
                markedEnd = lastEnd;
            }
        }
        part.add(start, JsonFields.end(value), false);
        part.markedEnd = markedEnd;
        return lastEnd;
    }

    /** One message or item; the parser stands on its start and is left on its end. */
    public void turn(JsonParser value) throws IOException {
        int start = JsonFields.offset(value);
        int before = marks.breakpoints();
        Said said = new Said(value.getParsingContext());
        marks.lookUnder(value, token -> said.look(token, value));
        if (firstTurn == null && said.isSystem()) {
            system.add(start, JsonFields.end(value), marks.breakpoints() > before);
            return;
        }
        opening &= !said.isOfModel();
        if (firstTurn == null) {
            firstTurn = new Span(start, JsonFields.end(value) - start);
        }
    }

    /** A prompt that is one string. */
    public void onlyTurn(JsonParser value) throws IOException {
        int start = JsonFields.offset(value);
        firstTurn = new Span(start, JsonFields.end(value) - start);
    }

    /** The conversation goes on from what the provider has stored. */
    public void goesOn() {
        opening = false;
    }

    public CachedParts parts() {
        List<Span> prefix = new ArrayList<>(tools.spans);
        if (system.markedEnd > 0) {
            prefix.addAll(system.toMark());
        } else if (tools.markedEnd > 0) {
            prefix = tools.toMark();
        } else {
            prefix.addAll(system.spans);
        }
        return new CachedParts(prefix, firstTurn, systemEnd, marks.breakpoints() > 0, opening);
    }

    /** Who says a message, by the fields of the message itself. */
    private static final class Said {
        private final JsonStreamContext message;
        private String role = "";
        private String type = MESSAGE;

        Said(JsonStreamContext message) {
            this.message = message;
        }

        void look(JsonToken token, JsonParser value) throws IOException {
            if (token != JsonToken.VALUE_STRING || value.getParsingContext() != message) {
                return;
            }
            String name = value.currentName();
            if ("role".equals(name)) {
                role = value.getText();
            } else if ("type".equals(name)) {
                type = value.getText();
            }
        }

        boolean isSystem() {
            return SYSTEM_ROLES.contains(role);
        }

        boolean isOfModel() {
            return role.equals("assistant") || !type.equals(MESSAGE);
        }
    }
}
