package io.tallyport.workbench.bench.affinity;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import javax.imageio.ImageIO;

/** For each run its hit rate over time, and below it each account's load over the mean. */
final class Picture {
    private static final int WIDTH = 1_200;
    private static final int PANEL_WIDTH = 500;
    private static final int PANEL_HEIGHT = 130;
    private static final int ROW_HEIGHT = 190;
    private static final int LEFT = 60;
    private static final int RIGHT_PANEL = 640;
    private static final int TOP = 40;
    private static final int TICK_SECONDS = 20;
    private static final double MOST_LOAD_SHOWN = 2;
    private static final double LOAD_GOAL = 1.25;
    private static final Color DOWN = new Color(0xF6, 0xD5, 0xD5);
    private static final Color GRID = new Color(0xD8, 0xD8, 0xD8);
    private static final Color HIT_RATE = new Color(0x1F, 0x5F, 0xA8);
    private static final Color[] ACCOUNTS = {
        new Color(0x1F, 0x77, 0xB4), new Color(0xFF, 0x7F, 0x0E), new Color(0x2C, 0xA0, 0x2C),
                new Color(0xD6, 0x27, 0x28),
        new Color(0x94, 0x67, 0xBD), new Color(0x8C, 0x56, 0x4B), new Color(0xE3, 0x77, 0xC2),
                new Color(0x17, 0xBE, 0xCF)
    };

    private final List<Run> runs;
    private final BufferedImage image;
    private final Graphics2D graphics;

    Picture(List<Run> runs) {
        System.setProperty("java.awt.headless", "true");
        this.runs = runs;
        this.image = new BufferedImage(WIDTH, TOP + runs.size() * ROW_HEIGHT, BufferedImage.TYPE_INT_RGB);
        this.graphics = image.createGraphics();
    }

    void write(Path file) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int row = 0; row < runs.size(); row++) {
            hitRate(runs.get(row), TOP + row * ROW_HEIGHT);
            loads(runs.get(row), TOP + row * ROW_HEIGHT);
        }
        graphics.dispose();
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hitRate(Run run, int top) {
        String title = "%s: cache hits, share of an only account's (5 s)"
                .formatted(run.scenario().label());
        Panel panel = new Panel(LEFT, top, run.loads().seconds(), 1);
        panel.draw(title, run, 0.25);
        panel.line(run::hitRateAt, HIT_RATE, 2);
    }

    private void loads(Run run, int top) {
        Panel panel = new Panel(RIGHT_PANEL, top, run.loads().seconds(), MOST_LOAD_SHOWN);
        panel.draw("load of each account over the mean (10 s); line at 1.25", run, 0.5);
        panel.level(LOAD_GOAL, Color.RED);
        for (int account = 0; account < run.loads().perSecond().size(); account++) {
            int shown = account;
            panel.line(second -> run.loads().overMean(shown, second), ACCOUNTS[account % ACCOUNTS.length], 1);
        }
    }

    /** Axes for values from 0 to {@code most} over a run's seconds. */
    private final class Panel {
        private final int left;
        private final int top;
        private final int seconds;
        private final double most;

        Panel(int left, int top, int seconds, double most) {
            this.left = left;
            this.top = top;
            this.seconds = seconds;
            this.most = most;
        }

        void draw(String title, Run run, double step) {
            run.harmed().ifPresent(harmed -> {
                graphics.setColor(DOWN);
                int from = (int) x(harmed.outage().from());
                graphics.fillRect(from, top, (int) x(harmed.outage().to()) - from, PANEL_HEIGHT);
            });
            for (double value = 0; value <= most; value += step) {
                level(value, GRID);
                graphics.setColor(Color.DARK_GRAY);
                graphics.drawString(String.valueOf(value), left - 35, (int) y(value) + 4);
            }
            for (int second = 0; second <= seconds; second += TICK_SECONDS) {
                graphics.drawString(second + " s", (int) x(second) - 8, top + PANEL_HEIGHT + 16);
            }
            graphics.drawString(title, left, top - 8);
        }

        void level(double value, Color color) {
            graphics.setColor(color);
            graphics.setStroke(new BasicStroke(1));
            graphics.drawLine(left, (int) y(value), left + PANEL_WIDTH, (int) y(value));
        }

        /** With a gap where there is no number. */
        void line(IntToDoubleFunction value, Color color, int width) {
            Path2D path = new Path2D.Double();
            boolean drawing = false;
            for (int second = 1; second < seconds; second++) {
                double now = value.applyAsDouble(second);
                if (Double.isNaN(now)) {
                    drawing = false;
                    continue;
                }
                if (drawing) {
                    path.lineTo(x(second), y(now));
                } else {
                    path.moveTo(x(second), y(now));
                }
                drawing = true;
            }
            graphics.setColor(color);
            graphics.setStroke(new BasicStroke(width));
            graphics.draw(path);
        }

        private double x(int second) {
            return left + (double) PANEL_WIDTH * Math.min(second, seconds) / seconds;
        }

        private double y(double value) {
            return top + PANEL_HEIGHT * (1 - Math.clamp(value / most, 0, 1));
        }
    }
}
