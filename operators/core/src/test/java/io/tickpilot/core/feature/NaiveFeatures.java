package io.tickpilot.core.feature;

import io.tickpilot.core.bar.Bar;
import java.util.List;

/** The technical features as their formulas say, each over the whole series, sharing no code with the fast ones. */
final class NaiveFeatures {
    private NaiveFeatures() {}

    static double[][] rows(List<Bar> bars, double point) {
        int n = bars.size();
        double[] close = bars.stream().mapToDouble(Bar::bidClose).toArray();
        double[] ticks = bars.stream().mapToDouble(Bar::ticks).toArray();
        double[] line = new double[n];
        double[] fast = ema(close, 12, 0);
        double[] slow = ema(close, 26, 0);
        for (int i = 0; i < n; i++) {
            line[i] = fast[i] - slow[i];
        }
        double[] signal = ema(line, 9, 25);
        double[] ema9 = ema(close, 9, 0);
        double[] ema21 = ema(close, 21, 0);
        double[] meanTicks = ema(ticks, 30, 0);
        double[] range = new double[n];
        double[] gain = new double[n];
        double[] loss = new double[n];
        for (int i = 1; i < n; i++) {
            Bar bar = bars.get(i);
            range[i] = Math.max(
                    bar.bidHigh() - bar.bidLow(),
                    Math.max(Math.abs(bar.bidHigh() - close[i - 1]), Math.abs(bar.bidLow() - close[i - 1])));
            gain[i] = Math.max(close[i] - close[i - 1], 0);
            loss[i] = Math.max(close[i - 1] - close[i], 0);
        }
        double[] atr = wilder(range);
        double[] up = wilder(gain);
        double[] down = wilder(loss);
        double[][] rows = new double[n][];
        for (int i = 33; i < n; i++) {
            Bar bar = bars.get(i);
            double unit = Math.max(atr[i], point);
            double mean = 0;
            double variance = 0;
            for (int j = i - 19; j <= i; j++) {
                mean += close[j] / 20;
            }
            for (int j = i - 19; j <= i; j++) {
                variance += (close[j] - mean) * (close[j] - mean) / 20;
            }
            double lower = mean - 2 * Math.sqrt(variance);
            double upper = mean + 2 * Math.sqrt(variance);
            double[] row = {
                (bar.bidOpen() - close[i - 1]) / unit,
                (bar.bidHigh() - close[i - 1]) / unit,
                (bar.bidLow() - close[i - 1]) / unit,
                (close[i] - close[i - 1]) / unit,
                Math.log((1 + ticks[i]) / (1 + meanTicks[i])),
                up[i] / (up[i] + down[i]),
                line[i] / unit,
                (line[i] - signal[i]) / unit,
                (close[i] - lower) / (upper - lower),
                (upper - lower) / unit,
                Math.log(10_000 * unit / close[i]),
                (ema9[i] - ema21[i]) / unit
            };
            for (int k = 0; k < row.length; k++) {
                FeatureSchema.Feature feature =
                        FeatureSchema.technicalV1().features().get(k);
                row[k] = Math.min(Math.max(row[k], feature.min()), feature.max());
            }
            rows[i] = row;
        }
        return rows;
    }

    private static double[] ema(double[] x, int period, int from) {
        double[] out = new double[x.length];
        double sum = 0;
        for (int i = from; i < x.length; i++) {
            sum += x[i];
            int seen = i - from + 1;
            if (seen == period) {
                out[i] = sum / period;
            } else if (seen > period) {
                out[i] = out[i - 1] + 2.0 / (period + 1) * (x[i] - out[i - 1]);
            }
        }
        return out;
    }

    /** Wilder's mean of 14 of what starts with the second element. */
    private static double[] wilder(double[] x) {
        double[] out = new double[x.length];
        double sum = 0;
        for (int i = 1; i < x.length; i++) {
            sum += x[i];
            if (i == 14) {
                out[i] = sum / 14;
            } else if (i > 14) {
                out[i] = (out[i - 1] * 13 + x[i]) / 14;
            }
        }
        return out;
    }
}
