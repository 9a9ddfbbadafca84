package io.tickpilot.core.regime;

import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.indicator.Adx;
import io.tickpilot.core.indicator.CloseVolatility;
import io.tickpilot.core.indicator.Indicator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a {@link RegimeModel} sees of a bid bar: three numbers without a unit, so that instruments can be compared.
 *
 * <ol>
 *   <li>Return over r bars in units of what is normal: {@code ln(close / close r bars ago) / (long volatility * sqrt(r))}, cut to
 *       -6..6.
 *   <li>Volatility: {@code ln(volatility / long volatility)}, cut to -3..3, so that a market that stands still is at -3.
 *   <li>Directional strength, {@code ADX / 100}, 0..1.
 * </ol>
 *
 * <p>Volatilities are {@link CloseVolatility}. NaN before the warm-up of all three, and the first two also while the long
 * volatility is 0 or not a number.
 */
public final class RegimeObserver implements Indicator {
    private static final double MAX_RETURN = 6;
    private static final double MAX_LOG_VOLATILITY = 3;

    private final Timeframe timeframe;
    private final CloseVolatility volatility;
    private final CloseVolatility longVolatility;
    private final Adx adx;
    /** Closes of the last r bars, the oldest at {@link #oldest}; NaN where there was none yet. */
    private final double[] closes;

    private final double root;
    private final int warmUp;

    private int oldest;
    private long lastStartMicros = Long.MIN_VALUE;
    private final double[] observation = new double[RegimeModel.DIMENSION];

    public RegimeObserver(Timeframe timeframe, RegimePeriods periods) {
        this.timeframe = timeframe;
        volatility = new CloseVolatility(periods.volatility());
        longVolatility = new CloseVolatility(periods.longVolatility());
        adx = new Adx(periods.adx());
        closes = new double[periods.returns()];
        root = Math.sqrt(periods.returns());
        warmUp = Math.max(Math.max(longVolatility.warmUp(), adx.warmUp()), periods.returns() + 1);
        Arrays.fill(closes, Double.NaN);
        Arrays.fill(observation, Double.NaN);
    }

    public void add(BarView bar) {
        double close = bar.bidClose();
        double before = closes[oldest];
        volatility.add(close);
        longVolatility.add(close);
        adx.add(bar.bidHigh(), bar.bidLow(), close);
        closes[oldest] = close;
        oldest = oldest + 1 == closes.length ? 0 : oldest + 1;
        lastStartMicros = bar.startMicros();
        observe(before, close, volatility.value(), longVolatility.value(), adx.adx(), observation);
    }

    /** The observation of the bar added last, {@link RegimeModel#DIMENSION} numbers; not to be written to. */
    public double[] observation() {
        return observation;
    }

    /** What {@link #observation()} would be after this bar, which is not added. */
    public void preview(BarView bar, double[] into) {
        double close = bar.bidClose();
        observe(
                closes[oldest],
                close,
                volatility.preview(close),
                longVolatility.preview(close),
                adx.previewAdx(bar.bidHigh(), bar.bidLow()),
                into);
    }

    /** How many bars are missing between the one added last and this one; 0 before the first. */
    public long missedBefore(BarView bar) {
        return lastStartMicros == Long.MIN_VALUE
                ? 0
                : Math.max(0, (bar.startMicros() - lastStartMicros) / timeframe.micros() - 1);
    }

    /** Bars: the longest of the long volatility's r + 1, the ADX's 2n and the return's r + 1. */
    @Override
    public int warmUp() {
        return warmUp;
    }

    private void observe(double before, double close, double current, double normal, double strength, double[] into) {
        boolean known = normal > 0;
        into[0] = known ? cut(StrictMath.log(close / before) / (normal * root), MAX_RETURN) : Double.NaN;
        into[1] = known ? cut(StrictMath.log(current / normal), MAX_LOG_VOLATILITY) : Double.NaN;
        into[2] = strength / 100;
    }

    private static double cut(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(lastStartMicros);
        out.writeInt(oldest);
        for (double close : closes) {
            out.writeDouble(close);
        }
        for (double each : observation) {
            out.writeDouble(each);
        }
        volatility.writeTo(out);
        longVolatility.writeTo(out);
        adx.writeTo(out);
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        lastStartMicros = in.readLong();
        oldest = in.readInt();
        for (int i = 0; i < closes.length; i++) {
            closes[i] = in.readDouble();
        }
        for (int i = 0; i < observation.length; i++) {
            observation[i] = in.readDouble();
        }
        volatility.readFrom(in);
        longVolatility.readFrom(in);
        adx.readFrom(in);
    }
}
