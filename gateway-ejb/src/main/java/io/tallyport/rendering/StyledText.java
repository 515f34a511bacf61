package io.tallyport.rendering;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Text as the template takes it: whatever the main font lacks is marked up with a font that has it. What no font has becomes a
 * box, so that a missing glyph is seen on the page and nothing is dropped in silence.
 */
final class StyledText {
    private static final String BOX = "\u2610";
    private static final Pattern CHARACTERS = Pattern.compile("\\X");
    private static final int VARIATION_1 = 0xFE00;
    private static final int VARIATION_16 = 0xFE0F;

    private final StringBuilder out = new StringBuilder();
    private Typeface current = Typeface.MAIN;

    private StyledText() {}

    static String of(String text) {
        if (text.chars().allMatch(StyledText::isPlain)) {
            return text;
        }
        StyledText styled = new StyledText();
        CHARACTERS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .results()
                .forEach(character -> styled.add(character.group()));
        styled.turnTo(Typeface.MAIN);
        return styled.out.toString();
    }

    /** What every page is full of takes the short way. */
    private static boolean isPlain(int unit) {
        return unit == '\n' || (unit >= ' ' && unit <= '~' && unit != '<' && unit != '&' && unit != '>');
    }

    private void add(String character) {
        if (character.equals("\n") || character.equals("\r\n")) {
            out.append('\n');
            return;
        }
        int[] visible = character.codePoints().filter(StyledText::isVisible).toArray();
        if (visible.length == 0) {
            return;
        }
        Optional<Typeface> typeface = typefaceOf(visible);
        turnTo(typeface.orElse(Typeface.MAIN));
        out.append(typeface.isEmpty() ? BOX : escaped(visible));
    }

    /** Spaces stay in the font of the words around them. */
    private Optional<Typeface> typefaceOf(int[] visible) {
        boolean space = visible.length == 1 && Character.isSpaceChar(visible[0]);
        Stream<Typeface> candidates = Stream.of(Typeface.values());
        return (space ? Stream.concat(Stream.of(current), candidates) : candidates)
                .filter(typeface -> hasAll(typeface, visible))
                .findFirst();
    }

    private static boolean hasAll(Typeface typeface, int[] visible) {
        for (int codePoint : visible) {
            if (!typeface.has(codePoint)) {
                return false;
            }
        }
        return true;
    }

    /** Control and format characters have no place on paper: some of them would let a name look like another. */
    private static boolean isVisible(int codePoint) {
        int type = Character.getType(codePoint);
        boolean variation = codePoint >= VARIATION_1 && codePoint <= VARIATION_16;
        return type != Character.CONTROL && type != Character.FORMAT && !variation;
    }

    private void turnTo(Typeface typeface) {
        if (typeface == current) {
            return;
        }
        if (current != Typeface.MAIN) {
            out.append("</style>");
        }
        if (typeface != Typeface.MAIN) {
            out.append("<style fontName=\"").append(typeface.family()).append("\">");
        }
        current = typeface;
    }

    private static String escaped(int[] codePoints) {
        return new String(codePoints, 0, codePoints.length)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
