package io.tallyport.token;

import io.tallyport.catalog.Model;
import io.tallyport.token.TokenRules.Media;
import io.tallyport.token.TokenRules.Schema;
import io.tallyport.token.TokenRules.Tools;
import io.tallyport.token.TokenRules.Turns;
import java.util.Comparator;
import java.util.Map;

/** The table of what was measured. Where each number comes from, and how far off it is: docs/token-counting.md. */
final class ModelRules {
    private static final ImageRule CLAUDE_IMAGES = new ImageRule.Patches(28, 1_568, 1_568, Ppm.ONE);
    private static final ImageRule LARGE_CLAUDE_IMAGES = new ImageRule.Patches(28, 2_576, 4_784, Ppm.ONE);
    private static final ImageRule GPT_IMAGES = new ImageRule.Tiles(85, 170);
    private static final ImageRule THINKING_GPT_IMAGES = new ImageRule.Tiles(75, 150);

    private static final int TOKENIZER = 1_150_000;
    private static final int NEWER_TOKENIZER = 1_450_000;

    /** By the beginning of a model's id: the longest that fits. The last line is for whoever was never measured. */
    private static final Map<String, TokenRules> RULES = Map.ofEntries(
            Map.entry("claude", claude(NEWER_TOKENIZER, 503, 92, -207, LARGE_CLAUDE_IMAGES)),
            Map.entry("claude-haiku-4", claude(TOKENIZER, 503, 92, -207, CLAUDE_IMAGES)),
            Map.entry("claude-opus-4-5", claude(TOKENIZER, 503, 92, -207, CLAUDE_IMAGES)),
            Map.entry("claude-opus-4-6", claude(TOKENIZER, 503, 92, -207, CLAUDE_IMAGES)),
            Map.entry("claude-opus-4-7", claude(NEWER_TOKENIZER, 503, 92, -207, LARGE_CLAUDE_IMAGES)),
            Map.entry("claude-opus-4-8", claude(NEWER_TOKENIZER, 503, 92, -207, LARGE_CLAUDE_IMAGES)),
            Map.entry("claude-sonnet-4-5", claude(TOKENIZER, 503, 92, -207, CLAUDE_IMAGES)),
            Map.entry("claude-sonnet-4-6", claude(TOKENIZER, 503, 92, -207, CLAUDE_IMAGES)),
            Map.entry("claude-opus-4", claude(TOKENIZER, 346, -33, 0, CLAUDE_IMAGES)),
            Map.entry("claude-sonnet-4", claude(TOKENIZER, 346, -33, 0, CLAUDE_IMAGES)),
            Map.entry("claude-3", claude(TOKENIZER, 346, -33, 0, CLAUDE_IMAGES)),
            Map.entry("claude-3-5-sonnet", claude(TOKENIZER, 294, -33, 0, CLAUDE_IMAGES)),
            Map.entry("claude-3-5-haiku", claude(TOKENIZER, 264, 76, 0, CLAUDE_IMAGES)),
            Map.entry("claude-3-haiku", claude(TOKENIZER, 264, 76, 0, CLAUDE_IMAGES)),
            Map.entry("claude-3-opus", claude(TOKENIZER, 530, -249, 0, CLAUDE_IMAGES)),
            Map.entry("claude-2", claude(TOKENIZER, 346, 0, 0, CLAUDE_IMAGES)),
            Map.entry("gpt-3.5", gpt(Vocabulary.CL100K, GPT_IMAGES)),
            Map.entry("gpt-4", gpt(Vocabulary.CL100K, GPT_IMAGES)),
            Map.entry("gpt-4o", gpt(Vocabulary.O200K, GPT_IMAGES)),
            Map.entry("gpt-4o-mini", gpt(Vocabulary.O200K, new ImageRule.Tiles(2_833, 5_667))),
            Map.entry("gpt-4.1", gpt(Vocabulary.O200K, GPT_IMAGES)),
            Map.entry("gpt-4.1-mini", gpt(Vocabulary.O200K, gptPatches(1_536, 1_620_000))),
            Map.entry("gpt-4.1-nano", gpt(Vocabulary.O200K, gptPatches(1_536, 2_460_000))),
            Map.entry("gpt-5", thinkingGpt(new ImageRule.Tiles(70, 140))),
            Map.entry("gpt-5-mini", thinkingGpt(gptPatches(1_536, 1_200_000))),
            Map.entry("gpt-5-nano", thinkingGpt(gptPatches(1_536, 1_500_000))),
            Map.entry("gpt-5.", thinkingGpt(gptPatches(10_000, 1_200_000))),
            Map.entry("o1", thinkingGpt(THINKING_GPT_IMAGES)),
            Map.entry("o3", thinkingGpt(THINKING_GPT_IMAGES)),
            Map.entry("o4-mini", thinkingGpt(gptPatches(1_536, 1_720_000))),
            Map.entry("gemini", gemini(new ImageRule.Fixed(1_090), 560)),
            Map.entry("gemini-2", gemini(new ImageRule.Squares(258), 258)),
            Map.entry("", gpt(Vocabulary.O200K, GPT_IMAGES)));

    private ModelRules() {}

    static TokenRules of(Model model) {
        return of(model.id());
    }

    static TokenRules of(String id) {
        return RULES.entrySet().stream()
                .filter(rules -> id.startsWith(rules.getKey()))
                .max(Comparator.comparing(rules -> rules.getKey().length()))
                .orElseThrow()
                .getValue();
    }

    private static TokenRules claude(int textPpm, int toolsPrompt, int forced, int single, ImageRule images) {
        return new TokenRules(
                Vocabulary.O200K,
                textPpm,
                new Turns(3, 0, 4, 30, 12, 30, 6, 29, true),
                new Tools(toolsPrompt, 11, Ppm.of(textPpm, 1_130_000), false, forced, single),
                new Schema(85, 2L * textPpm),
                new Media(images, 2_250, 0));
    }

    private static TokenRules gpt(Vocabulary vocabulary, ImageRule images) {
        return new TokenRules(
                vocabulary,
                Ppm.ONE,
                new Turns(3, 4, 4, 7, 0, 20, 0, 0, false),
                new Tools(17, -1, Ppm.ONE, true, 0, 0),
                new Schema(16, 730_000),
                new Media(images, 900, 10));
    }

    private static TokenRules thinkingGpt(ImageRule images) {
        return new TokenRules(
                Vocabulary.O200K,
                Ppm.ONE,
                new Turns(2, 4, 4, 7, 0, 20, 0, 0, false),
                new Tools(98, -1, Ppm.ONE, true, 0, 0),
                new Schema(16, 730_000),
                new Media(images, 900, 10));
    }

    private static TokenRules gemini(ImageRule images, int page) {
        return new TokenRules(
                Vocabulary.O200K,
                1_040_000,
                new Turns(1, 0, 0, 30, 0, 0, 10, 0, false),
                new Tools(0, 8, 1_200_000, false, 0, 0),
                new Schema(0, 0),
                new Media(images, page, 32));
    }

    private static ImageRule gptPatches(int most, long ppm) {
        return new ImageRule.Patches(32, Integer.MAX_VALUE, most, ppm);
    }
}
