package io.tickpilot.training.report;

import java.util.List;
import java.util.Locale;

/** A small line plot as inline SVG; colours come from the page's style by class. */
final class Plot {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 240;
    private static final int LEFT = 52;
    private static final int RIGHT = 12;
    private static final int TOP = 12;
    private static final int BOTTOM = 36;

    /** @param style class of the line in the page's style sheet */
    record Line(String style, double[] x, double[] y) {}

    private Plot() {}

    static String svg(String xName, String yName, List<Line> lines) {
        double left = least(lines, true);
        double right = Math.max(most(lines, true), left + 1e-9);
        double low = least(lines, false);
        double high = Math.max(most(lines, false), low + 1e-9);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over %s\">%n",
                WIDTH,
                HEIGHT,
                yName,
                xName));
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n",
                LEFT,
                TOP,
                WIDTH - LEFT - RIGHT,
                HEIGHT - TOP - BOTTOM));
        for (Line line : lines) {
            svg.append("<polyline class=\"").append(line.style()).append("\" points=\"");
            for (int i = 0; i < line.x().length; i++) {
                double x = LEFT + (line.x()[i] - left) / (right - left) * (WIDTH - LEFT - RIGHT);
                double y = HEIGHT - BOTTOM - (line.y()[i] - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
                svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            }
            svg.append("\"/>\n");
        }
        label(svg, LEFT, HEIGHT - 20, "start", number(left));
        label(svg, WIDTH - RIGHT, HEIGHT - 20, "end", number(right));
        label(svg, (LEFT + WIDTH) / 2, HEIGHT - 6, "middle", xName);
        label(svg, LEFT - 4, HEIGHT - BOTTOM, "end", number(low));
        label(svg, LEFT - 4, TOP + 10, "end", number(high));
        label(svg, LEFT + 6, TOP + 14, "start", yName);
        return svg.append("</svg>").toString();
    }

    private static void label(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    }

    private static double least(List<Line> lines, boolean horizontal) {
        double least = Double.POSITIVE_INFINITY;
        for (Line line : lines) {
            for (double value : horizontal ? line.x() : line.y()) {
                least = Math.min(least, value);
            }
        }
        return Double.isFinite(least) ? least : 0;
    }

    private static double most(List<Line> lines, boolean horizontal) {
        double most = Double.NEGATIVE_INFINITY;
        for (Line line : lines) {
            for (double value : horizontal ? line.x() : line.y()) {
                most = Math.max(most, value);
            }
        }
        return Double.isFinite(most) ? most : 1;
    }
}
