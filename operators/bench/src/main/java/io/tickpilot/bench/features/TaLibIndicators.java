package io.tickpilot.bench.features;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.FuncUnstId;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import java.util.List;

/**
 * TA-Lib: functions over arrays of bars that keep nothing, asked for the newest bar alone. So averages that reach back for ever begin
 * anew at each call, {@value #UNSTABLE} bars before, by when their beginning is forgotten to 1e-9; others read their period.
 */
final class TaLibIndicators implements IndicatorSet {
    static final String NAME = "ta-lib";
    static final int UNSTABLE = 400;

    /** More than any function looks back: MACD does so for an average of an average. */
    private static final int KEPT = 2 * UNSTABLE + 100;

    private static final List<FuncUnstId> AVERAGES = List.of(
            FuncUnstId.Ema, FuncUnstId.Rsi, FuncUnstId.Atr, FuncUnstId.PlusDI, FuncUnstId.MinusDI, FuncUnstId.Adx);

    private final Core lib = new Core();
    private final double[] high = new double[2 * KEPT];
    private final double[] low = new double[2 * KEPT];
    private final double[] close = new double[2 * KEPT];
    private final MInteger first = new MInteger();
    private final MInteger count = new MInteger();
    private final double[] one = new double[1];
    private final double[] two = new double[1];
    private final double[] three = new double[1];
    private int newest = -1;
    private long endMicros = Long.MIN_VALUE;

    TaLibIndicators() {
        AVERAGES.forEach(average -> lib.SetUnstablePeriod(average, UNSTABLE));
    }

    @Override
    public void tick(long timeMicros, double price) {
        if (timeMicros >= endMicros) {
            long start = Math.floorDiv(timeMicros, BAR_MICROS) * BAR_MICROS;
            bar(start, price, price, price, price);
        } else {
            high[newest] = Math.max(high[newest], price);
            low[newest] = Math.min(low[newest], price);
            close[newest] = price;
        }
    }

    @Override
    public void bar(long startMicros, double open, double high, double low, double close) {
        endMicros = startMicros + BAR_MICROS;
        if (++newest == this.close.length) {
            keepNewest(this.high);
            keepNewest(this.low);
            keepNewest(this.close);
            newest = KEPT;
        }
        this.high[newest] = high;
        this.low[newest] = low;
        this.close[newest] = close;
    }

    private static void keepNewest(double[] values) {
        System.arraycopy(values, values.length - KEPT, values, 0, KEPT);
    }

    @Override
    public void read(double[] outputs) {
        int i = newest;
        outputs[0] = one(lib.ema(i, i, close, 9, first, count, one));
        outputs[1] = one(lib.ema(i, i, close, 21, first, count, one));
        outputs[2] = one(lib.sma(i, i, close, 20, first, count, one));
        outputs[3] = one(lib.rsi(i, i, close, 14, first, count, one));
        outputs[4] = one(lib.macd(i, i, close, 12, 26, 9, first, count, one, two, three));
        outputs[5] = two[0];
        outputs[6] = three[0];
        outputs[7] = one(lib.bbands(i, i, close, 20, 2, 2, MAType.Sma, first, count, one, two, three));
        outputs[8] = three[0];
        outputs[9] = one(lib.atr(i, i, high, low, close, 14, first, count, one));
        outputs[10] = one(lib.plusDI(i, i, high, low, close, 14, first, count, one));
        outputs[11] = one(lib.minusDI(i, i, high, low, close, 14, first, count, one));
        outputs[12] = one(lib.adx(i, i, high, low, close, 14, first, count, one));
        outputs[13] = one(lib.stoch(i, i, high, low, close, 14, 3, MAType.Sma, 3, MAType.Sma, first, count, one, two));
        outputs[14] = two[0];
        outputs[15] = one(lib.cci(i, i, high, low, close, 20, first, count, one));
        outputs[16] = one(lib.max(i, i, high, 20, first, count, one));
        outputs[17] = one(lib.min(i, i, low, 20, first, count, one));
    }

    /** The newest value, NaN while there are too few bars. */
    private double one(RetCode code) {
        if (code != RetCode.Success) {
            throw new IllegalStateException("TA-Lib refused: " + code);
        }
        return count.value == 1 ? one[0] : Double.NaN;
    }
}
