package io.tickpilot.core.indicator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

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

    static double[] trueRange(Bars bars) {
        double[] out = nans(bars.size());
        for (int i = 1; i < out.length; i++) {
            double high = bars.get(i).high();
            double low = bars.get(i).low();
            double before = bars.get(i - 1).close();
            out[i] = Math.max(high - low, Math.max(Math.abs(high - before), Math.abs(low - before)));
        }
        return out;
    }

    static double[] atr(Bars bars, int period) {
        return wilder(trueRange(bars), period);
    }

    static double[] macd(double[] x) {
        return minus(ema(x, 12), ema(x, 26));
    }

    static double[] plusDi(Bars bars, int period) {
        double[] up = movement(bars, period, 1);
        double[] range = wilderSum(trueRange(bars), period);
        return combine(up, range, (m, r) -> r == 0 ? 0 : 100 * m / r);
    }

    static double[] minusDi(Bars bars, int period) {
        double[] down = movement(bars, period, -1);
        double[] range = wilderSum(trueRange(bars), period);
        return combine(down, range, (m, r) -> r == 0 ? 0 : 100 * m / r);
    }

    static double[] dx(Bars bars, int period) {
        return combine(
                plusDi(bars, period),
                minusDi(bars, period),
                (plus, minus) -> plus + minus == 0 ? 0 : 100 * Math.abs(plus - minus) / (plus + minus));
    }

    private static double[] movement(Bars bars, int period, int direction) {
        double[] moves = nans(bars.size());
        for (int i = 1; i < moves.length; i++) {
            double up = bars.get(i).high() - bars.get(i - 1).high();
            double down = bars.get(i - 1).low() - bars.get(i).low();
            double own = direction > 0 ? up : down;
            double other = direction > 0 ? down : up;
            moves[i] = own > 0 && own > other ? own : 0;
        }
        return wilderSum(moves, period);
    }

    /** Wilder's running sum, which TA-Lib starts with one value less than the period has. */
    private static double[] wilderSum(double[] x, int period) {
        double[] out = nans(x.length);
        double sum = 0;
        for (int i = 1; i < x.length; i++) {
            sum = i < period ? sum + x[i] : sum * (1 - 1.0 / period) + x[i];
            out[i] = i < period ? Double.NaN : sum;
        }
        return out;
    }

    static double[] percentK(Bars bars, int k, int slowing) {
        double[] highest = highest(bars.high(), k);
        double[] lowest = lowest(bars.low(), k);
        double[] raw = new double[bars.size()];
        Arrays.setAll(raw, i -> {
            double range = highest[i] - lowest[i];
            return range == 0 ? 50 : 100 * (bars.get(i).close() - lowest[i]) / range;
        });
        return sma(raw, slowing);
    }

    /** With as many digits as it takes: a flat market has no deviation, not even by rounding. */
    static double[] cci(double[] x, int period) {
        double[] out = nans(x.length);
        BigDecimal n = BigDecimal.valueOf(period);
        for (int i = period - 1; i < x.length; i++) {
            List<BigDecimal> window = Arrays.stream(x, i + 1 - period, i + 1)
                    .mapToObj(BigDecimal::new)
                    .toList();
            BigDecimal sum = window.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal deviations = window.stream()
                    .map(p -> p.multiply(n).subtract(sum).abs())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal above = new BigDecimal(x[i]).multiply(n).subtract(sum);
            out[i] = deviations.signum() == 0
                    ? 0
                    : above.multiply(n)
                            .divide(deviations.multiply(new BigDecimal("0.015")), MathContext.DECIMAL128)
                            .doubleValue();
        }
        return out;
    }

    static double[] rollingVwap(Bars bars, int period) {
        double[] out = nans(bars.size());
        for (int i = period - 1; i < out.length; i++) {
            out[i] = vwap(bars.list().subList(i + 1 - period, i + 1));
        }
        return out;
    }

    static double[] sessionVwap(Bars bars) {
        double[] out = new double[bars.size()];
        Arrays.setAll(out, i -> {
            int first = i;
            while (first > 0 && bars.get(first - 1).day() == bars.get(i).day()) {
                first--;
            }
            return vwap(bars.list().subList(first, i + 1));
        });
        return out;
    }

    private static double vwap(List<Bars.Bar> bars) {
        double volume = bars.stream().mapToDouble(Bars.Bar::volume).sum();
        double turnover =
                bars.stream().mapToDouble(b -> b.typicalPrice() * b.volume()).sum();
        return volume > 0 ? turnover / volume : Double.NaN;
    }

    static double[] highest(double[] x, int period) {
        double[] out = nans(x.length);
        for (int i = period - 1; i < x.length; i++) {
            out[i] = Arrays.stream(x, i + 1 - period, i + 1).max().orElseThrow();
        }
        return out;
    }

    static double[] lowest(double[] x, int period) {
        double[] out = nans(x.length);
        for (int i = period - 1; i < x.length; i++) {
            out[i] = Arrays.stream(x, i + 1 - period, i + 1).min().orElseThrow();
        }
        return out;
    }

    static double[] logReturns(double[] x) {
        double[] out = nans(x.length);
        for (int i = 1; i < x.length; i++) {
            out[i] = x[i] > 0 && x[i - 1] > 0 ? Math.log(x[i] / x[i - 1]) : Double.NaN;
        }
        return out;
    }

    static double[] parkinson(Bars bars, int period) {
        double[] squares = bars.column(b -> Math.pow(Math.log(b.high() / b.low()), 2));
        return combine(sma(squares, period), squares, (mean, unused) -> Math.sqrt(mean / (4 * Math.log(2))));
    }

    static double[] garmanKlass(Bars bars, int period) {
        double[] variances = bars.column(b -> 0.5 * Math.pow(Math.log(b.high() / b.low()), 2)
                - (2 * Math.log(2) - 1) * Math.pow(Math.log(b.close() / b.open()), 2));
        return combine(sma(variances, period), variances, (mean, unused) -> Math.sqrt(mean));
    }

    static double[] minus(double[] a, double[] b) {
        return combine(a, b, (x, y) -> x - y);
    }

    static double[] middle(double[] a, double[] b) {
        return combine(a, b, (x, y) -> (x + y) / 2);
    }

    static double[] band(double[] middle, double width, double[] unit) {
        return combine(middle, unit, (m, u) -> m + width * u);
    }

    private static double[] combine(double[] a, double[] b, DoubleBinaryOperator of) {
        double[] out = new double[a.length];
        Arrays.setAll(out, i -> of.applyAsDouble(a[i], b[i]));
        return out;
    }

    /** A window with anything in it that is not a number has no mean. */
    static double[] sma(double[] x, int period) {
        double[] out = nans(x.length);
        for (int i = period - 1; i < x.length; i++) {
            out[i] = mean(x, i + 1 - period, i + 1);
        }
        return out;
    }

    static double[] deviation(double[] x, int period, int divisor) {
        double[] out = nans(x.length);
        for (int i = period - 1; i < x.length; i++) {
            double mean = mean(x, i + 1 - period, i + 1);
            double squares = 0;
            for (int j = i + 1 - period; j <= i; j++) {
                squares += (x[j] - mean) * (x[j] - mean);
            }
            out[i] = Math.sqrt(squares / divisor);
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
