package io.tickpilot.bench.features;

import io.tickpilot.core.bar.BarBuilder;
import io.tickpilot.core.bar.BarView;
import io.tickpilot.core.bar.Timeframe;
import io.tickpilot.core.indicator.Adx;
import io.tickpilot.core.indicator.Atr;
import io.tickpilot.core.indicator.Bollinger;
import io.tickpilot.core.indicator.Cci;
import io.tickpilot.core.indicator.Donchian;
import io.tickpilot.core.indicator.Ema;
import io.tickpilot.core.indicator.Macd;
import io.tickpilot.core.indicator.Rsi;
import io.tickpilot.core.indicator.Sma;
import io.tickpilot.core.indicator.Stochastic;

/** Ours: each indicator holds the closed bars, the forming one is previewed. */
final class OwnIndicators implements IndicatorSet {
    static final String NAME = "tickpilot";

    private final BarBuilder builder = new BarBuilder("EURUSD", Timeframe.M1);
    private final Ema fast = new Ema(9);
    private final Ema slow = new Ema(21);
    private final Sma sma = new Sma(20);
    private final Rsi rsi = new Rsi(14);
    private final Macd macd = new Macd(12, 26, 9);
    private final Bollinger bollinger = new Bollinger(20, 2);
    private final Atr atr = new Atr(14);
    private final Adx adx = new Adx(14);
    private final Stochastic stochastic = new Stochastic(14, 3, 3);
    private final Cci cci = new Cci(20);
    private final Donchian donchian = new Donchian(20);

    @Override
    public void tick(long timeMicros, double price) {
        if (builder.isForming() && builder.endMicros() <= timeMicros) {
            BarView closed = builder.close();
            add(closed.bidHigh(), closed.bidLow(), closed.bidClose());
        }
        builder.add(timeMicros, price, price, 1, 1);
    }

    @Override
    public void bar(long startMicros, double open, double high, double low, double close) {
        add(high, low, close);
    }

    private void add(double high, double low, double close) {
        fast.add(close);
        slow.add(close);
        sma.add(close);
        rsi.add(close);
        macd.add(close);
        bollinger.add(close);
        atr.add(high, low, close);
        adx.add(high, low, close);
        stochastic.add(high, low, close);
        cci.add(high, low, close);
        donchian.add(high, low);
    }

    @Override
    public void read(double[] outputs) {
        if (builder.isForming()) {
            preview(builder.bidHigh(), builder.bidLow(), builder.bidClose(), outputs);
        } else {
            readClosed(outputs);
        }
    }

    private void preview(double high, double low, double close, double[] outputs) {
        outputs[0] = fast.preview(close);
        outputs[1] = slow.preview(close);
        outputs[2] = sma.preview(close);
        outputs[3] = rsi.preview(close);
        outputs[4] = macd.previewLine(close);
        outputs[5] = macd.previewSignal(close);
        outputs[6] = macd.previewHistogram(close);
        outputs[7] = bollinger.previewUpper(close);
        outputs[8] = bollinger.previewLower(close);
        outputs[9] = atr.preview(high, low);
        outputs[10] = adx.previewPlusDi(high, low);
        outputs[11] = adx.previewMinusDi(high, low);
        outputs[12] = adx.previewAdx(high, low);
        outputs[13] = stochastic.previewPercentK(high, low, close);
        outputs[14] = stochastic.previewPercentD(high, low, close);
        outputs[15] = cci.preview(high, low, close);
        outputs[16] = donchian.previewUpper(high);
        outputs[17] = donchian.previewLower(low);
    }

    private void readClosed(double[] outputs) {
        outputs[0] = fast.value();
        outputs[1] = slow.value();
        outputs[2] = sma.value();
        outputs[3] = rsi.value();
        outputs[4] = macd.line();
        outputs[5] = macd.signal();
        outputs[6] = macd.histogram();
        outputs[7] = bollinger.upper();
        outputs[8] = bollinger.lower();
        outputs[9] = atr.value();
        outputs[10] = adx.plusDi();
        outputs[11] = adx.minusDi();
        outputs[12] = adx.adx();
        outputs[13] = stochastic.percentK();
        outputs[14] = stochastic.percentD();
        outputs[15] = cci.value();
        outputs[16] = donchian.upper();
        outputs[17] = donchian.lower();
    }
}
