package io.tallyport.rendering;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Locale;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.AbstractRenderer;
import net.sf.jasperreports.renderers.Graphics2DRenderable;

/** Stands where a seller has no logo of its own: its initial in a square, its name beside it as far as there is room. */
final class Wordmark extends AbstractRenderer implements Graphics2DRenderable {
    private static final long serialVersionUID = 1;
    private static final Color INK = new Color(0x14284B);
    private static final double MARK = 26;
    private static final double GAP = 8;
    private static final float LARGEST = 13;
    private static final float SMALLEST = 8;

    private final String name;

    Wordmark(String name) {
        this.name = Outline.covers(name) ? name : "";
    }

    @Override
    public void render(JasperReportsContext context, Graphics2D graphics, Rectangle2D box) {
        float size = size(box.getWidth() - MARK - GAP);
        double left = box.getMaxX() - MARK - (size == 0 ? 0 : GAP + Outline.width(name, size));
        Rectangle2D mark = new Rectangle2D.Double(left, box.getY(), MARK, MARK);
        graphics.setColor(INK);
        graphics.fill(new RoundRectangle2D.Double(left, box.getY(), MARK, MARK, 7, 7));
        if (size > 0) {
            graphics.fill(Outline.startingAt(left + MARK + GAP, mark.getCenterY() + size * 0.34, name, size));
        }
        graphics.setColor(Color.WHITE);
        graphics.fill(Outline.inMiddleOf(mark, initial(), 16));
    }

    /** 0 where not even small letters fit. */
    private float size(double room) {
        if (name.isEmpty()) {
            return 0;
        }
        float fitting = (float) (room / Outline.width(name, 1000) * 1000);
        return fitting < SMALLEST ? 0 : Math.min(LARGEST, fitting);
    }

    private String initial() {
        return name.isEmpty()
                ? "\u2013"
                : name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    }
}
