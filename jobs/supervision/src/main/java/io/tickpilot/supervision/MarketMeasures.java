package io.tickpilot.supervision;

import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.bar.Timeframe;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bar means beside the bars before it. Its measures, NaN until warm:
 * {@code atr} Wilder's average true range of 14 M1 bars, of mid prices; {@code range-atr} the bar's high minus low, and
 * {@code move-atr} its true range (from the close before), in ATR; {@code spread} at its close in price units;
 * {@code spread-ratio} that over the exponential mean of the S1 bars before it (weight 1/60, warm after 60).
 */
public final class MarketMeasures {
    private static final int ATR_BARS = 14;
    private static final int SPREAD_BARS = 60;

    double atr = Double.NaN;
    double trueRanges;
    int ranges;
    double spread = Double.NaN;
    int spreads;
    /** By timeframe's ordinal, NaN before its first bar. */
    final double[] closes = new double[Timeframe.values().length];

    MarketMeasures() {
        java.util.Arrays.fill(closes, Double.NaN);
    }

    /** Takes the symbol's next bar of its timeframe, and measures it by what was before. */
    Map<String, Double> take(Bar bar) {
        double high = (bar.bidHigh() + bar.askHigh()) / 2;
        double low = (bar.bidLow() + bar.askLow()) / 2;
        double close = (bar.bidClose() + bar.askClose()) / 2;
        double width = bar.askClose() - bar.bidClose();
        double before = closes[bar.timeframe().ordinal()];
        double trueRange = Double.isNaN(before) ? high - low : Math.max(high, before) - Math.min(low, before);
        Map<String, Double> measures = new TreeMap<>();
        measures.put("open", (bar.bidOpen() + bar.askOpen()) / 2);
        measures.put("high", high);
        measures.put("low", low);
        measures.put("close", close);
        measures.put("ticks", (double) bar.ticks());
        measures.put("spread", width);
        measures.put("atr", atr);
        measures.put("range-atr", (high - low) / atr);
        measures.put("move-atr", trueRange / atr);
        measures.put("spread-ratio", spreads < SPREAD_BARS ? Double.NaN : width / spread);
        closes[bar.timeframe().ordinal()] = close;
        if (bar.timeframe() == Timeframe.M1) {
            average(trueRange);
        } else if (bar.timeframe() == Timeframe.S1) {
            spread = spreads == 0 ? width : spread + (width - spread) / SPREAD_BARS;
            spreads = Math.min(spreads + 1, SPREAD_BARS);
        }
        return measures;
    }

    /** The first value is the plain mean of the first 14. */
    private void average(double trueRange) {
        if (ranges < ATR_BARS) {
            trueRanges += trueRange;
            ranges++;
            atr = ranges == ATR_BARS ? trueRanges / ATR_BARS : Double.NaN;
        } else {
            atr += (trueRange - atr) / ATR_BARS;
        }
    }
}
