package io.tallyport.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptHashTest {
    private static final String LONG = "You are a careful assistant. ".repeat(100);
    private static final String SYSTEM = """
            "system": [{"type":"text","text":"%s","cache_control":{"type":"ephemeral"}},{"type":"text","text":"It is %s."}]
            """;

    @Test
    void theTurnsThatFollowBelongToTheSameConversation() {
        AffinityKey first = messages(turns("{\"role\":\"user\",\"content\":\"How are you?\"}"));
        AffinityKey third = messages(turns("""
                {"role":"user","content":"How are you?"},{"role":"assistant","content":"Well."},{"role":"user","content":"Good."}
                """));
        assertThat(third.conversation()).isEqualTo(first.conversation());
        assertThat(first.opening()).isTrue();
        assertThat(third.opening()).isFalse();
    }

    @Test
    void aBreakpointThatMovesOnDoesNotChangeTheFirstTurn() {
        AffinityKey marked = messages(turns("""
                {"role":"user","content":[{"type":"text","text":"How are you?","cache_control":{"type":"ephemeral","ttl":"1h"}}]}
                """));
        AffinityKey block = messages(turns("""
                {"role":"user","content":[{"type":"text","text":"How are you?"}]},{"role":"assistant","content":"Well."}
                """));
        AffinityKey text = messages(turns("{\"content\":\"How are you?\",\"role\":\"user\"}"));
        assertThat(marked.conversation()).isEqualTo(block.conversation()).isEqualTo(text.conversation());
    }

    @Test
    void anotherFirstTurnIsAnotherConversationOfTheSamePrefix() {
        AffinityKey one = messages(turns("{\"role\":\"user\",\"content\":\"One\"}"));
        AffinityKey other = messages(turns("{\"role\":\"user\",\"content\":\"Other\"}"));
        assertThat(other.prefix()).isEqualTo(one.prefix());
        assertThat(other.conversation()).isNotEqualTo(one.conversation());
        assertThat(other.ranked()).isEqualTo(one.prefix());
    }

    @Test
    void whatFollowsTheLastBreakpointOfTheSystemPromptMayChange() {
        assertThat(messages(body(SYSTEM.formatted(LONG, "noon"), "{\"role\":\"user\",\"content\":\"One\"}")))
                .isEqualTo(
                        messages(body(SYSTEM.formatted(LONG, "midnight"), "{\"role\":\"user\",\"content\":\"One\"}")));
    }

    @Test
    void withoutABreakpointAllOfTheSystemPromptCounts() {
        assertThat(messages(body("\"system\":\"" + LONG + "\"", "{\"role\":\"user\",\"content\":\"One\"}"))
                        .prefix())
                .isNotEqualTo(messages(body("\"system\":\"" + LONG + "!\"", "{\"role\":\"user\",\"content\":\"One\"}"))
                        .prefix());
    }

    @Test
    void aShortPrefixLeavesTheRankingToTheConversation() {
        AffinityKey key = messages(body("\"system\":\"Be brief.\"", "{\"role\":\"user\",\"content\":\"One\"}"));
        assertThat(key.ranked()).isEqualTo(key.conversation());
    }

    @Test
    void organisationsAndSecretsHaveHashesOfTheirOwn() {
        String body = turns("{\"role\":\"user\",\"content\":\"One\"}");
        assertThat(Read.messages(body, "pepper", 1, null))
                .isNotEqualTo(Read.messages(body, "pepper", 2, null))
                .isNotEqualTo(Read.messages(body, "salt", 1, null));
    }

    @Test
    void aSessionThatAHeaderNamesOutlivesItsFirstTurn() {
        AffinityKey before = Read.messages(turns("{\"role\":\"user\",\"content\":\"One\"}"), "pepper", 1, "session-7");
        AffinityKey compacted =
                Read.messages(turns("{\"role\":\"user\",\"content\":\"In short: one\"}"), "pepper", 1, "session-7");
        assertThat(compacted.conversation()).isEqualTo(before.conversation());
    }

    @Test
    void systemMessagesOfChatCompletionsArePrefixAndACacheKeyTellsConversationsApart() {
        String chat = """
                {"model":"m","prompt_cache_key":"%s","messages":[{"role":"system","content":"%s"},{"role":"user","content":"One"}%s]}
                """;
        AffinityKey first = Read.chat(chat.formatted("a", LONG, ""));
        AffinityKey second = Read.chat(chat.formatted(
                "a", LONG, ",{\"role\":\"assistant\",\"content\":\"1\"},{\"role\":\"user\",\"content\":\"Two\"}"));
        AffinityKey other = Read.chat(chat.formatted("b", LONG, ""));
        assertThat(second.conversation()).isEqualTo(first.conversation());
        assertThat(second.opening()).isFalse();
        assertThat(other.prefix()).isEqualTo(first.prefix());
        assertThat(other.conversation()).isNotEqualTo(first.conversation());
    }

    private static AffinityKey messages(String body) {
        return Read.messages(body, "pepper", 1, null);
    }

    private static String turns(String turns) {
        return body(SYSTEM.formatted(LONG, "noon"), turns);
    }

    private static String body(String system, String turns) {
        return "{\"model\":\"m\",\"max_tokens\":9," + system + ",\"messages\":[" + turns + "]}";
    }
}
