package io.tickpilot.mql4.picture;

import io.tickpilot.mql4.TerminalLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A chart as SVG, from the objects a simulated terminal recorded ({@code objects}) and the prices it was fed. Draws what the EA uses:
 * labels, rectangles, buttons, horizontal lines and buy and sell arrows; fonts and arrows are this drawing's own.
 */
public final class ChartPicture {
    private static final int WIDTH = 1040;
    private static final int HEIGHT = 430;
    private static final int LEFT = 460;
    private static final int RIGHT = WIDTH - 80;
    private static final int MARGIN = 24;

    private static final double NAME_WIDTH = 5.6;
    private static final double NAME_GAP = 10;
    private static final double NAME_HEIGHT = 10;

    private static final int TYPE_LINE = 1;
    private static final int TYPE_LABEL = 23;
    private static final int TYPE_BUTTON = 25;
    private static final int TYPE_RECTANGLE = 28;
    private static final int TYPE_BUY = 38;
    private static final int TYPE_SELL = 39;

    private static final String COLOR = "6";
    private static final String X = "102";
    private static final String Y = "103";
    private static final String X_SIZE = "1006";
    private static final String Y_SIZE = "1007";
    private static final String BACKGROUND = "1010";
    private static final String TEXT = "1201";
    private static final String TOOLTIP = "1202";

    private final List<TerminalLine> objects;
    private final List<Double> prices;
    private final List<double[]> names = new ArrayList<>();
    private double low;
    private double high;

    private ChartPicture(List<TerminalLine> objects, List<Double> prices) {
        this.objects = objects.stream()
                .filter(line -> line.word().equals("OBJECT"))
                .sorted(Comparator.comparing((TerminalLine line) -> line.whole("type") != TYPE_RECTANGLE))
                .toList();
        this.prices = prices;
    }

    /**
     * @param lines of which those that are objects count
     * @param prices oldest first, at least two
     */
    public static String svg(List<TerminalLine> lines, List<Double> prices) {
        return new ChartPicture(lines, prices).draw();
    }

    private String draw() {
        scale();
        StringBuilder svg = new StringBuilder();
        svg.append(text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"Consolas,monospace\">\n",
                WIDTH, HEIGHT));
        svg.append(text("<rect width=\"%d\" height=\"%d\" fill=\"#0b0e14\"/>\n", WIDTH, HEIGHT));
        svg.append(path());
        for (TerminalLine object : objects) {
            svg.append(shape(object));
        }
        return svg.append("</svg>\n").toString();
    }

    private void scale() {
        List<Double> levels = new ArrayList<>(prices);
        for (TerminalLine object : objects) {
            if (object.whole("type") == TYPE_LINE) {
                levels.add(object.number("price1"));
            }
        }
        low = levels.stream().mapToDouble(level -> level).min().orElse(0);
        high = levels.stream().mapToDouble(level -> level).max().orElse(1);
    }

    private double y(double price) {
        double share = high > low ? (high - price) / (high - low) : 0.5;
        return MARGIN + share * (HEIGHT - 2 * MARGIN);
    }

    private String path() {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < prices.size(); i++) {
            double x = LEFT + (double) i / Math.max(1, prices.size() - 1) * (RIGHT - LEFT);
            points.append(text("%.1f,%.1f ", x, y(prices.get(i))));
        }
        return text(
                "<polyline fill=\"none\" stroke=\"#8aa0b8\" stroke-width=\"1.3\" points=\"%s\"/>\n",
                points.toString().strip());
    }

    private String shape(TerminalLine object) {
        return switch (object.whole("type")) {
            case TYPE_RECTANGLE -> box(object, color(object, COLOR));
            case TYPE_LABEL -> label(object);
            case TYPE_BUTTON -> box(object, "#000000") + caption(object);
            case TYPE_LINE -> level(object);
            case TYPE_BUY, TYPE_SELL -> arrow(object);
            default -> "";
        };
    }

    private static String box(TerminalLine object, String border) {
        return text(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" stroke=\"%s\"/>\n",
                object.text(X),
                object.text(Y),
                object.text(X_SIZE),
                object.text(Y_SIZE),
                color(object, BACKGROUND),
                border);
    }

    private static String label(TerminalLine object) {
        return text(
                "<text x=\"%s\" y=\"%d\" font-size=\"10\" xml:space=\"preserve\" fill=\"%s\">%s</text>\n",
                object.text(X), object.whole(Y) + 12, color(object, COLOR), escape(object.text(TEXT)));
    }

    private static String caption(TerminalLine object) {
        return text(
                "<text x=\"%d\" y=\"%d\" font-size=\"11\" text-anchor=\"middle\" fill=\"%s\">%s</text>\n",
                object.whole(X) + object.whole(X_SIZE) / 2,
                object.whole(Y) + 16,
                color(object, COLOR),
                escape(object.text(TEXT)));
    }

    private String level(TerminalLine object) {
        double price = object.number("price1");
        double left = besideOthers(y(price), object.text(TOOLTIP).length() * NAME_WIDTH + NAME_GAP);
        return text(
                "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"2 3\"/>\n"
                        + "<text x=\"%d\" y=\"%.1f\" font-size=\"9\" fill=\"%s\">%.5f</text>\n"
                        + "<text x=\"%.1f\" y=\"%.1f\" font-size=\"9\" fill=\"%s\">%s</text>\n",
                LEFT,
                RIGHT,
                y(price),
                y(price),
                color(object, COLOR),
                RIGHT + 6,
                y(price) + 3,
                color(object, COLOR),
                price,
                left,
                y(price) - 3,
                color(object, COLOR),
                escape(object.text(TOOLTIP)));
    }

    /** Where a level's name begins: levels at nearly the same price have their names one after the other. */
    private double besideOthers(double y, double width) {
        double left = LEFT + 4;
        for (double[] name : names) {
            if (Math.abs(name[0] - y) < NAME_HEIGHT) {
                left = Math.max(left, name[1]);
            }
        }
        names.add(new double[] {y, left + width});
        return left;
    }

    private String arrow(TerminalLine object) {
        boolean buy = object.whole("type") == TYPE_BUY;
        double tip = y(object.number("price1"));
        double base = tip + (buy ? 12 : -12);
        return text(
                "<polygon points=\"%d,%.1f %d,%.1f %d,%.1f\" fill=\"%s\"/>\n",
                LEFT + 12, tip, LEFT + 6, base, LEFT + 18, base, color(object, COLOR));
    }

    /** MetaTrader's colours are 0xBBGGRR. */
    private static String color(TerminalLine object, String key) {
        int bgr = object.text(key).isEmpty() ? 0xC0C0C0 : object.whole(key);
        return text("#%02x%02x%02x", bgr & 0xFF, bgr >> 8 & 0xFF, bgr >> 16 & 0xFF);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
