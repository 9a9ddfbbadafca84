package io.tickpilot.core.feature;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.BarBuilder;
import io.tickpilot.core.feature.FeatureSchema.Feature;
import io.tickpilot.core.indicator.Atr;
import io.tickpilot.core.indicator.Bollinger;
import io.tickpilot.core.indicator.Ema;
import io.tickpilot.core.indicator.EmaCross;
import io.tickpilot.core.indicator.Macd;
import io.tickpilot.core.indicator.Rsi;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The rows of {@link FeatureSchema#technicalV1()}, one a closed bar, and that of the forming bar on demand. Prices are bids, as
 * MetaTrader draws its charts. A row says nothing of later bars, so it is computed once and kept.
 *
 * <p>All distances are in units of ATR(14) of the same bar, so that one model can read instruments of any price; the ATR itself
 * is given relative to the price. {@code ticks} of a forming bar are those so far. Values beyond a feature's range are cut to
 * it. Bars that do not exist have no row: a window spans gaps.
 *
 * <p>Warm-up: the first row comes with bar {@value #WARM_UP}, when the MACD's signal is there.
 */
final class TechnicalFeatures {
    static final List<Feature> DEFINITIONS = List.of(
            new Feature("open", "(open - previous close) / atr14", -10, 10),
            new Feature("high", "(high - previous close) / atr14", -10, 10),
            new Feature("low", "(low - previous close) / atr14", -10, 10),
            new Feature("close", "(close - previous close) / atr14", -10, 10),
            new Feature("volume", "ln((1 + ticks) / (1 + ema30 of ticks))", -5, 5),
            new Feature("rsi", "rsi14 / 100", 0, 1),
            new Feature("macd", "macd(12, 26) / atr14", -10, 10),
            new Feature("macd_histogram", "(macd(12, 26) - its ema9) / atr14", -10, 10),
            new Feature(
                    "bollinger_b", "(close - lower) / (upper - lower) of bollinger(20, 2); 0.5 without width", -1, 2),
            new Feature("bollinger_width", "(upper - lower) / atr14 of bollinger(20, 2)", 0, 20),
            new Feature("atr", "ln(10000 * atr14 / close); atr14 is at least one point, here and above", -8, 8),
            new Feature("ema_cross", "(ema9 - ema21) / atr14", -10, 10));

    static final int WIDTH = 12;
    static final int LOOKBACK = 60;
    static final int WARM_UP = 34;

    private static final int SLOTS = 64;
    private static final double NO_WIDTH = 1e-9;

    private final double point;
    private final Rsi rsi = new Rsi(14);
    private final Macd macd = new Macd(12, 26, 9);
    private final Bollinger bollinger = new Bollinger(20, 2);
    private final Atr atr = new Atr(14);
    private final EmaCross cross = new EmaCross(9, 21);
    private final Ema tickMean = new Ema(30);
    private double lastClose = Double.NaN;

    /** Ring of the newest rows; row n is at slot n mod SLOTS. */
    private final float[] ring = new float[SLOTS * WIDTH];

    private long rows;
    private final Reading reading = new Reading();

    /** What a row is made of, of a closed or of a forming bar. Reused. */
    private static final class Reading {
        double open;
        double high;
        double low;
        double close;
        double previousClose;
        double ticks;
        double tickMean;
        double rsi;
        double macd;
        double histogram;
        double middle;
        double deviation;
        double atr;
        double cross;

        /** @param point the least the ATR counts for */
        void writeRow(float[] out, int at, double point) {
            double unit = Math.max(atr, point);
            double bands = 4 * deviation;
            boolean flat = bands <= NO_WIDTH * close;
            out[at] = cut((open - previousClose) / unit, 0);
            out[at + 1] = cut((high - previousClose) / unit, 1);
            out[at + 2] = cut((low - previousClose) / unit, 2);
            out[at + 3] = cut((close - previousClose) / unit, 3);
            out[at + 4] = cut(StrictMath.log((1 + ticks) / (1 + tickMean)), 4);
            out[at + 5] = cut(rsi / 100, 5);
            out[at + 6] = cut(macd / unit, 6);
            out[at + 7] = cut(histogram / unit, 7);
            out[at + 8] = cut(flat ? 0.5 : (close - middle) / bands + 0.5, 8);
            out[at + 9] = cut(bands / unit, 9);
            out[at + 10] = cut(StrictMath.log(10_000 * unit / close), 10);
            out[at + 11] = cut(cross / unit, 11);
        }

        private static float cut(double value, int feature) {
            Feature definition = DEFINITIONS.get(feature);
            return (float) Math.min(Math.max(value, definition.min()), definition.max());
        }
    }

    /** @param point the instrument's price step: the least the ATR counts for */
    TechnicalFeatures(double point) {
        this.point = point;
    }

    /** Takes in a closed bar. */
    void add(Bar bar) {
        double close = bar.bidClose();
        rsi.add(close);
        macd.add(close);
        bollinger.add(close);
        atr.add(bar.bidHigh(), bar.bidLow(), close);
        cross.add(close);
        tickMean.add(bar.ticks());
        if (!Double.isNaN(macd.histogram())) {
            Reading now = reading;
            now.open = bar.bidOpen();
            now.high = bar.bidHigh();
            now.low = bar.bidLow();
            now.close = close;
            now.previousClose = lastClose;
            now.ticks = bar.ticks();
            now.tickMean = tickMean.value();
            now.rsi = rsi.value();
            now.macd = macd.line();
            now.histogram = macd.histogram();
            now.middle = bollinger.middle();
            now.deviation = bollinger.deviation();
            now.atr = atr.value();
            now.cross = cross.value();
            now.writeRow(ring, slot(rows) * WIDTH, point);
            rows++;
        }
        lastClose = close;
    }

    /** Whether a window can be filled, given that a bar is forming or not. */
    boolean isWarm(boolean forming) {
        return rows >= (forming ? LOOKBACK - 1 : LOOKBACK);
    }

    /** Writes the newest rows, oldest first; the last is that of the forming bar if there is one. Call only when warm. */
    void fill(BarBuilder bar, float[] window) {
        int closed = bar.isForming() ? LOOKBACK - 1 : LOOKBACK;
        int first = slot(rows - closed);
        int untilWrap = Math.min(closed, SLOTS - first);
        System.arraycopy(ring, first * WIDTH, window, 0, untilWrap * WIDTH);
        System.arraycopy(ring, 0, window, untilWrap * WIDTH, (closed - untilWrap) * WIDTH);
        if (bar.isForming()) {
            preview(bar, window, closed * WIDTH);
        }
    }

    private void preview(BarBuilder bar, float[] window, int at) {
        double close = bar.bidClose();
        Reading now = reading;
        now.open = bar.bidOpen();
        now.high = bar.bidHigh();
        now.low = bar.bidLow();
        now.close = close;
        now.previousClose = lastClose;
        now.ticks = bar.ticks();
        now.tickMean = tickMean.preview(bar.ticks());
        now.rsi = rsi.preview(close);
        now.macd = macd.previewLine(close);
        now.histogram = macd.previewHistogram(close);
        now.middle = bollinger.previewMiddle(close);
        now.deviation = bollinger.previewDeviation(close);
        now.atr = atr.preview(bar.bidHigh(), bar.bidLow());
        now.cross = cross.preview(close);
        now.writeRow(window, at, point);
    }

    private static int slot(long row) {
        return (int) (row & (SLOTS - 1));
    }

    void writeTo(DataOutput out) throws IOException {
        rsi.writeTo(out);
        macd.writeTo(out);
        bollinger.writeTo(out);
        atr.writeTo(out);
        cross.writeTo(out);
        tickMean.writeTo(out);
        out.writeDouble(lastClose);
        out.writeLong(rows);
        for (long row = rows - Math.min(rows, LOOKBACK); row < rows; row++) {
            for (int i = 0; i < WIDTH; i++) {
                out.writeFloat(ring[slot(row) * WIDTH + i]);
            }
        }
    }

    void readFrom(DataInput in) throws IOException {
        rsi.readFrom(in);
        macd.readFrom(in);
        bollinger.readFrom(in);
        atr.readFrom(in);
        cross.readFrom(in);
        tickMean.readFrom(in);
        lastClose = in.readDouble();
        rows = in.readLong();
        for (long row = rows - Math.min(rows, LOOKBACK); row < rows; row++) {
            for (int i = 0; i < WIDTH; i++) {
                ring[slot(row) * WIDTH + i] = in.readFloat();
            }
        }
    }
}
