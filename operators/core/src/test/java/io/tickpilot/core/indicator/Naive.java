package io.tickpilot.core.indicator;

import java.util.Arrays;

/** Indicators as the books write them, over the whole series, without a thought for speed. */
final class Naive {
    private Naive() {}

    static double[] ema(double[] x, int period) {
        double[] out = nans(x.length);
        int first = firstNumber(x);
        for (int i = first + period - 1; i < x.length; i++) {
            out[i] = i == first + period - 1
                    ? mean(x, first, i + 1)
                    : x[i] * 2 / (period + 1) + out[i - 1] * (1 - 2.0 / (period + 1));
        }
        return out;
    }

    static double[] wilder(double[] x, int period) {
        double[] out = nans(x.length);
        int first = firstNumber(x);
        for (int i = first + period - 1; i < x.length; i++) {
            out[i] = i == first + period - 1 ? mean(x, first, i + 1) : (out[i - 1] * (period - 1) + x[i]) / period;
        }
        return out;
    }

    static double[] rsi(double[] x, int period) {
        double[] gains = nans(x.length);
        double[] losses = nans(x.length);
        for (int i = 1; i < x.length; i++) {
            gains[i] = Math.max(x[i] - x[i - 1], 0);
            losses[i] = Math.max(x[i - 1] - x[i], 0);
        }
        double[] gain = wilder(gains, period);
        double[] loss = wilder(losses, period);
        double[] out = nans(x.length);
        for (int i = period; i < x.length; i++) {
            out[i] = gain[i] + loss[i] == 0 ? 50 : 100 - 100 / (1 + gain[i] / loss[i]);
        }
        return out;
    }

    static double[] atr(double[] high, double[] low, double[] close, int period) {
        double[] ranges = nans(close.length);
        for (int i = 1; i < close.length; i++) {
            ranges[i] = Math.max(
                    high[i] - low[i], Math.max(Math.abs(high[i] - close[i - 1]), Math.abs(low[i] - close[i - 1])));
        }
        return wilder(ranges, period);
    }

    static double[] minus(double[] a, double[] b) {
        double[] out = new double[a.length];
        Arrays.setAll(out, i -> a[i] - b[i]);
        return out;
    }

    static double[] sma(double[] x, int period) {
        double[] out = nans(x.length);
        for (int i = period - 1; i < x.length; i++) {
            out[i] = mean(x, i + 1 - period, i + 1);
        }
        return out;
    }

    static double[] deviation(double[] x, int period) {
        double[] out = nans(x.length);
        for (int i = period - 1; i < x.length; i++) {
            double mean = mean(x, i + 1 - period, i + 1);
            double squares = 0;
            for (int j = i + 1 - period; j <= i; j++) {
                squares += (x[j] - mean) * (x[j] - mean);
            }
            out[i] = Math.sqrt(squares / period);
        }
        return out;
    }

    private static double mean(double[] x, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return sum / (to - from);
    }

    private static int firstNumber(double[] x) {
        int i = 0;
        while (i < x.length && Double.isNaN(x[i])) {
            i++;
        }
        return i;
    }

    private static double[] nans(int length) {
        double[] out = new double[length];
        Arrays.fill(out, Double.NaN);
        return out;
    }
}
