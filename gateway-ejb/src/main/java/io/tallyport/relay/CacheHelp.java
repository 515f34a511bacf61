package io.tallyport.relay;

import io.tallyport.chat.CacheMark;
import io.tallyport.chat.Conversation;
import io.tallyport.chat.Part;
import io.tallyport.chat.WireFormat;
import io.tallyport.key.BreakpointHelp;
import io.tallyport.provider.CachedParts.SystemEnd;
import io.tallyport.provider.ChatRequest;
import io.tallyport.provider.ChatRequest.Caching;
import io.tallyport.provider.ChatRequest.Splice;
import java.util.ArrayList;
import java.util.List;

/**
 * A breakpoint at the end of the system prompt, for callers that set none and whose key asks for it: Anthropic caches nothing
 * unasked. One only, and never beside the caller's own.
 */
final class CacheHelp {
    private static final String TEXT_BLOCK = "[{\"type\":\"text\",\"text\":";

    private final BreakpointHelp wanted;
    private final ChatRequest chat;

    CacheHelp(BreakpointHelp wanted, ChatRequest chat) {
        this.wanted = wanted;
        this.chat = chat;
    }

    private boolean isOff() {
        return wanted == BreakpointHelp.OFF || chat.cached().marked();
    }

    /** The dearest write that a call may come to, since its hold must cover it. */
    Caching caching() {
        if (isOff()) {
            return chat.caching();
        }
        return wanted == BreakpointHelp.ONE_HOUR ? Caching.ONE_HOUR : Caching.FIVE_MINUTES;
    }

    /** What puts it into the bytes of a Messages request. */
    List<Splice> splices(WireFormat upstream) {
        SystemEnd end = chat.cached().systemEnd();
        if (isOff() || upstream != WireFormat.MESSAGES || end == null) {
            return List.of();
        }
        String mark = ",\"cache_control\":{\"type\":\"ephemeral\""
                + (wanted == BreakpointHelp.ONE_HOUR ? ",\"ttl\":\"1h\"}" : "}");
        return end.text() == null
                ? List.of(new Splice(end.offset(), 0, mark))
                : List.of(new Splice(end.text().offset(), 0, TEXT_BLOCK), new Splice(end.offset(), 0, mark + "}]"));
    }

    /** The same for a request that is told in Anthropic's format. */
    Conversation mark(Conversation conversation, WireFormat upstream) {
        if (isOff() || upstream != WireFormat.MESSAGES || conversation.system().isEmpty()) {
            return conversation;
        }
        List<Part.Text> system = new ArrayList<>(conversation.system());
        Part.Text last = system.removeLast();
        system.add(new Part.Text(
                last.text(),
                last.citations(),
                wanted == BreakpointHelp.ONE_HOUR ? CacheMark.ONE_HOUR : CacheMark.FIVE_MINUTES));
        return conversation.withSystem(system);
    }
}
