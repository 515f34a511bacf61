package io.tallyport.rendering;

import io.tallyport.sheet.Section.Bar;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.AbstractRenderer;
import net.sf.jasperreports.renderers.Graphics2DRenderable;

/** One bar for each day; the highest says what it stands for. Drawn as shapes, with no chart library. */
final class BarChart extends AbstractRenderer implements Graphics2DRenderable {
    private static final long serialVersionUID = 1;
    private static final Color BAR = new Color(0x2F6FDE);
    private static final Color AXIS = new Color(0xCBD2DC);
    private static final Color INK = new Color(0x667085);
    private static final float LETTERS = 7;
    private static final double TOP = 12;
    private static final double BOTTOM = 14;
    private static final double FILLED = 0.68;

    private final transient List<Bar> bars;

    BarChart(List<Bar> bars) {
        this.bars = bars;
    }

    @Override
    public void render(JasperReportsContext context, Graphics2D graphics, Rectangle2D box) {
        Bar highest = bars.stream().max(Comparator.comparingLong(Bar::value)).orElseThrow();
        double base = box.getMaxY() - BOTTOM;
        double step = box.getWidth() / bars.size();
        double unit = (base - box.getY() - TOP) / Math.max(1, highest.value());
        for (int at = 0; at < bars.size(); at++) {
            Bar bar = bars.get(at);
            double middle = box.getX() + step * (at + 0.5);
            double height = bar.value() * unit;
            graphics.setColor(BAR);
            graphics.fill(new Rectangle2D.Double(middle - step * FILLED / 2, base - height, step * FILLED, height));
            graphics.setColor(INK);
            graphics.fill(Outline.centredAt(middle, base + 9, bar.label(), LETTERS));
            if (bar.equals(highest) && bar.value() > 0) {
                graphics.fill(Outline.centredAt(within(box, middle, bar), base - height - 4, bar.words(), LETTERS));
            }
        }
        graphics.setColor(AXIS);
        graphics.fill(new Rectangle2D.Double(box.getX(), base, box.getWidth(), 0.6));
    }

    private static double within(Rectangle2D box, double middle, Bar bar) {
        double half = Outline.width(bar.words(), LETTERS) / 2;
        return Math.clamp(middle, box.getX() + half, Math.max(box.getX() + half, box.getMaxX() - half));
    }
}
