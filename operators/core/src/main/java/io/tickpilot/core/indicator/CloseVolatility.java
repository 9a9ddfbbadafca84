package io.tickpilot.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Realised volatility: sample standard deviation, divisor n - 1, of the last n logarithmic returns from close to close; of one bar, not
 * annualised, as a share of the price, at least 0. NaN before n + 1 bars, and while a price that is not positive is among them. Source:
 * Hull, "Options, Futures, and Other Derivatives", estimating volatility from historical data. O(1) a value, amortised.
 *
 * <p>Means and squares are kept as {@link RollingFold} keeps sums, joined by Chan's formula for the moments of two samples: nothing
 * cancels, and what has left the window leaves no trace. Source: Chan, Golub and LeVeque 1983.
 */
public final class CloseVolatility implements Indicator {
    private final int period;
    /** Returns of the growing block, behind them the means from each place to the end of the block before. */
    private final double[] means;
    /** Sums of squared deviations from those means. */
    private final double[] squares;

    private double lastClose = Double.NaN;
    private int size;
    private double mean;
    private double square;
    private double value = Double.NaN;

    /** @param period returns, at least 2 */
    public CloseVolatility(int period) {
        if (period < 2) {
            throw new IllegalArgumentException("a deviation needs at least 2 returns: " + period);
        }
        this.period = period;
        this.means = new double[period];
        this.squares = new double[period];
        Arrays.fill(means, Double.NaN);
    }

    public void add(double close) {
        double next = LogReturn.of(lastClose, close);
        value = deviation(next);
        double before = mean;
        mean = mean(next);
        square += (next - before) * (next - mean);
        means[size++] = next;
        if (size == period) {
            startBlock();
        }
        lastClose = close;
    }

    public double value() {
        return value;
    }

    /** What {@link #value()} would be after this close, which is not added. */
    public double preview(double close) {
        return deviation(LogReturn.of(lastClose, close));
    }

    @Override
    public int warmUp() {
        return period + 1;
    }

    private double mean(double next) {
        return mean + (next - mean) / (size + 1);
    }

    private double deviation(double next) {
        double newMean = mean(next);
        double all = square + (next - mean) * (next - newMean);
        int end = period - size - 1;
        if (end > 0) {
            double apart = means[size + 1] - newMean;
            all += squares[size + 1] + apart * apart * end * (size + 1) / period;
        }
        return Math.sqrt(all / (period - 1));
    }

    private void startBlock() {
        squares[period - 1] = 0;
        for (int i = period - 2; i >= 0; i--) {
            double apart = means[i] - means[i + 1];
            means[i] = means[i + 1] + apart / (period - i);
            squares[i] = squares[i + 1] + apart * apart * (period - i - 1) / (period - i);
        }
        size = 0;
        mean = 0;
        square = 0;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeDouble(lastClose);
        out.writeInt(size);
        out.writeDouble(mean);
        out.writeDouble(square);
        out.writeDouble(value);
        for (int i = 0; i < period; i++) {
            out.writeDouble(means[i]);
            out.writeDouble(squares[i]);
        }
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        lastClose = in.readDouble();
        size = in.readInt();
        mean = in.readDouble();
        square = in.readDouble();
        value = in.readDouble();
        for (int i = 0; i < period; i++) {
            means[i] = in.readDouble();
            squares[i] = in.readDouble();
        }
    }
}
