package io.tallyport.rendering;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/** Text as shapes, for drawings. */
final class Outline {
    private static final Font FONT = Typeface.semiBold();
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private Outline() {}

    static boolean covers(String text) {
        return FONT.canDisplayUpTo(text) < 0;
    }

    static double width(String text, float size) {
        return FONT.deriveFont(size).getStringBounds(text, EXACT).getWidth();
    }

    /** On the baseline {@code y}. */
    static Shape startingAt(double x, double y, String text, float size) {
        return FONT.deriveFont(size).createGlyphVector(EXACT, text).getOutline((float) x, (float) y);
    }

    static Shape centredAt(double x, double y, String text, float size) {
        return startingAt(x - width(text, size) / 2, y, text, size);
    }

    /** Its ink in the middle of the box. */
    static Shape inMiddleOf(Rectangle2D box, String text, float size) {
        Shape shape = startingAt(0, 0, text, size);
        Rectangle2D ink = shape.getBounds2D();
        return AffineTransform.getTranslateInstance(
                        box.getCenterX() - ink.getCenterX(), box.getCenterY() - ink.getCenterY())
                .createTransformedShape(shape);
    }
}
