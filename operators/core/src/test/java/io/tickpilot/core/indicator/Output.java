package io.tickpilot.core.indicator;

import io.tickpilot.core.indicator.Bars.Bar;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Every output of every indicator over bars, with its naive twin. */
enum Output {
    SMA(Unit.PRICE, b -> Naive.sma(b.close(), 20), () -> {
        Sma i = new Sma(20);
        return subject(i, b -> i.add(b.close()), i::value, b -> i.preview(b.close()));
    }),
    EMA(Unit.PRICE, b -> Naive.ema(b.close(), 9), () -> {
        Ema i = new Ema(9);
        return subject(i, b -> i.add(b.close()), i::value, b -> i.preview(b.close()));
    }),
    EMA_CROSS(Unit.PRICE, b -> Naive.minus(Naive.ema(b.close(), 9), Naive.ema(b.close(), 21)), () -> {
        EmaCross i = new EmaCross(9, 21);
        return subject(i, b -> i.add(b.close()), i::value, b -> i.preview(b.close()));
    }),
    RSI(Unit.PERCENT, b -> Naive.rsi(b.close(), 14), () -> {
        Rsi i = new Rsi(14);
        return subject(i, b -> i.add(b.close()), i::value, b -> i.preview(b.close()));
    }),
    ATR(Unit.PRICE, b -> Naive.atr(b, 14), () -> {
        Atr i = new Atr(14);
        return subject(i, b -> i.add(b.high(), b.low(), b.close()), i::value, b -> i.preview(b.high(), b.low()));
    }),
    MACD_LINE(Unit.PRICE, b -> Naive.macd(b.close()), () -> {
        Macd i = new Macd(12, 26, 9);
        return subject(i, b -> i.add(b.close()), i::line, b -> i.previewLine(b.close()))
                .warmAfter(26);
    }),
    MACD_SIGNAL(Unit.PRICE, b -> Naive.ema(Naive.macd(b.close()), 9), () -> {
        Macd i = new Macd(12, 26, 9);
        return subject(i, b -> i.add(b.close()), i::signal, b -> i.previewSignal(b.close()));
    }),
    MACD_HISTOGRAM(Unit.PRICE, b -> Naive.minus(Naive.macd(b.close()), Naive.ema(Naive.macd(b.close()), 9)), () -> {
        Macd i = new Macd(12, 26, 9);
        return subject(i, b -> i.add(b.close()), i::histogram, b -> i.previewHistogram(b.close()));
    }),
    BOLLINGER_MIDDLE(Unit.PRICE, b -> Naive.sma(b.close(), 20), () -> {
        Bollinger i = new Bollinger(20, 2);
        return subject(i, b -> i.add(b.close()), i::middle, b -> i.previewMiddle(b.close()));
    }),
    BOLLINGER_DEVIATION(Unit.ROOT, b -> Naive.deviation(b.close(), 20, 20), () -> {
        Bollinger i = new Bollinger(20, 2);
        return subject(i, b -> i.add(b.close()), i::deviation, b -> i.previewDeviation(b.close()));
    }),
    BOLLINGER_UPPER(Unit.ROOT, b -> Naive.band(Naive.sma(b.close(), 20), 2, Naive.deviation(b.close(), 20, 20)), () -> {
        Bollinger i = new Bollinger(20, 2);
        return subject(i, b -> i.add(b.close()), i::upper, b -> i.previewUpper(b.close()));
    }),
    BOLLINGER_LOWER(
            Unit.ROOT, b -> Naive.band(Naive.sma(b.close(), 20), -2, Naive.deviation(b.close(), 20, 20)), () -> {
                Bollinger i = new Bollinger(20, 2);
                return subject(i, b -> i.add(b.close()), i::lower, b -> i.previewLower(b.close()));
            }),
    PLUS_DI(Unit.PERCENT, b -> Naive.plusDi(b, 14), () -> {
        Adx i = new Adx(14);
        return subject(i, b -> i.add(b.high(), b.low(), b.close()), i::plusDi, b -> i.previewPlusDi(b.high(), b.low()))
                .warmAfter(15);
    }),
    MINUS_DI(Unit.PERCENT, b -> Naive.minusDi(b, 14), () -> {
        Adx i = new Adx(14);
        return subject(
                        i,
                        b -> i.add(b.high(), b.low(), b.close()),
                        i::minusDi,
                        b -> i.previewMinusDi(b.high(), b.low()))
                .warmAfter(15);
    }),
    DX(Unit.PERCENT, b -> Naive.dx(b, 14), () -> {
        Adx i = new Adx(14);
        return subject(i, b -> i.add(b.high(), b.low(), b.close()), i::dx, b -> i.previewDx(b.high(), b.low()))
                .warmAfter(15);
    }),
    ADX(Unit.PERCENT, b -> Naive.wilder(Naive.dx(b, 14), 14), () -> {
        Adx i = new Adx(14);
        return subject(i, b -> i.add(b.high(), b.low(), b.close()), i::adx, b -> i.previewAdx(b.high(), b.low()));
    }),
    PERCENT_K(Unit.PERCENT, b -> Naive.percentK(b, 14, 3), () -> {
        Stochastic i = new Stochastic(14, 3, 5);
        return subject(
                        i,
                        b -> i.add(b.high(), b.low(), b.close()),
                        i::percentK,
                        b -> i.previewPercentK(b.high(), b.low(), b.close()))
                .warmAfter(16);
    }),
    PERCENT_D(Unit.PERCENT, b -> Naive.sma(Naive.percentK(b, 14, 3), 5), () -> {
        Stochastic i = new Stochastic(14, 3, 5);
        return subject(
                i,
                b -> i.add(b.high(), b.low(), b.close()),
                i::percentD,
                b -> i.previewPercentD(b.high(), b.low(), b.close()));
    }),
    CCI(Unit.PERCENT, b -> Naive.cci(b.typicalPrice(), 20), () -> {
        Cci i = new Cci(20);
        return subject(
                i, b -> i.add(b.high(), b.low(), b.close()), i::value, b -> i.preview(b.high(), b.low(), b.close()));
    }),
    ROLLING_VWAP(Unit.PRICE, b -> Naive.rollingVwap(b, 20), () -> {
        RollingVwap i = new RollingVwap(20);
        return subject(
                i, b -> i.add(b.typicalPrice(), b.volume()), i::value, b -> i.preview(b.typicalPrice(), b.volume()));
    }),
    SESSION_VWAP(Unit.PRICE, Naive::sessionVwap, () -> {
        SessionVwap i = new SessionVwap();
        return subject(
                i,
                b -> i.add(b.day(), b.typicalPrice(), b.volume()),
                i::value,
                b -> i.preview(b.day(), b.typicalPrice(), b.volume()));
    }),
    DONCHIAN_UPPER(Unit.PRICE, b -> Naive.highest(b.high(), 20), () -> {
        Donchian i = new Donchian(20);
        return subject(i, b -> i.add(b.high(), b.low()), i::upper, b -> i.previewUpper(b.high()));
    }),
    DONCHIAN_LOWER(Unit.PRICE, b -> Naive.lowest(b.low(), 20), () -> {
        Donchian i = new Donchian(20);
        return subject(i, b -> i.add(b.high(), b.low()), i::lower, b -> i.previewLower(b.low()));
    }),
    DONCHIAN_MIDDLE(Unit.PRICE, b -> Naive.middle(Naive.highest(b.high(), 20), Naive.lowest(b.low(), 20)), () -> {
        Donchian i = new Donchian(20);
        return subject(i, b -> i.add(b.high(), b.low()), i::middle, b -> i.previewMiddle(b.high(), b.low()));
    }),
    KELTNER_MIDDLE(Unit.PRICE, b -> Naive.ema(b.close(), 20), () -> {
        Keltner i = new Keltner(20, 30, 2);
        return subject(i, b -> i.add(b.high(), b.low(), b.close()), i::middle, b -> i.previewMiddle(b.close()))
                .warmAfter(20);
    }),
    KELTNER_UPPER(Unit.PRICE, b -> Naive.band(Naive.ema(b.close(), 20), 2, Naive.atr(b, 30)), () -> {
        Keltner i = new Keltner(20, 30, 2);
        return subject(
                i,
                b -> i.add(b.high(), b.low(), b.close()),
                i::upper,
                b -> i.previewUpper(b.high(), b.low(), b.close()));
    }),
    KELTNER_LOWER(Unit.PRICE, b -> Naive.band(Naive.ema(b.close(), 20), -2, Naive.atr(b, 10)), () -> {
        Keltner i = new Keltner(20, 10, 2);
        return subject(
                i,
                b -> i.add(b.high(), b.low(), b.close()),
                i::lower,
                b -> i.previewLower(b.high(), b.low(), b.close()));
    }),
    CLOSE_VOLATILITY(Unit.SHARE, b -> Naive.deviation(Naive.logReturns(b.close()), 20, 19), () -> {
        CloseVolatility i = new CloseVolatility(20);
        return subject(i, b -> i.add(b.close()), i::value, b -> i.preview(b.close()));
    }),
    PARKINSON_VOLATILITY(Unit.SHARE, b -> Naive.parkinson(b, 20), () -> {
        ParkinsonVolatility i = new ParkinsonVolatility(20);
        return subject(i, b -> i.add(b.high(), b.low()), i::value, b -> i.preview(b.high(), b.low()));
    }),
    GARMAN_KLASS_VOLATILITY(Unit.SHARE, b -> Naive.garmanKlass(b, 20), () -> {
        GarmanKlassVolatility i = new GarmanKlassVolatility(20);
        return subject(
                i,
                b -> i.add(b.open(), b.high(), b.low(), b.close()),
                i::value,
                b -> i.preview(b.open(), b.high(), b.low(), b.close()));
    });

    /** @param warmUp bars until this output is a number */
    record Subject(
            Indicator indicator, int warmUp, Consumer<Bar> add, DoubleSupplier value, ToDoubleFunction<Bar> preview) {

        Subject warmAfter(int bars) {
            return new Subject(indicator, bars, add, value, preview);
        }

        void add(Bar bar) {
            add.accept(bar);
        }

        double now() {
            return value.getAsDouble();
        }

        double preview(Bar bar) {
            return preview.applyAsDouble(bar);
        }
    }

    private enum Unit {
        PRICE,
        /** A price too, but from a difference of squares. */
        ROOT,
        PERCENT,
        /** Of the price, per bar: a small number. */
        SHARE
    }

    private final Unit unit;
    private final Function<Bars, double[]> twin;
    private final Supplier<Subject> subjects;

    Output(Unit unit, Function<Bars, double[]> twin, Supplier<Subject> subjects) {
        this.unit = unit;
        this.twin = twin;
        this.subjects = subjects;
    }

    /** The same output of a new indicator, which has seen nothing. */
    Subject create() {
        return subjects.get();
    }

    /** The whole series by the naive twin. */
    double[] naive(Bars bars) {
        return twin.apply(bars);
    }

    /** The same for prices up to the largest number: computed at a 2^40th of them. */
    double[] naiveWithoutOverflow(Bars bars) {
        double scale = 0x1p40;
        double[] small =
                naive(new Bars(bars.list().stream().map(b -> b.times(1 / scale)).toList()));
        return unit == Unit.PRICE || unit == Unit.ROOT
                ? Arrays.stream(small).map(x -> x * scale).toArray()
                : small;
    }

    /** How far apart two right results may be: 1e-9 of them, and the rounding of what they are made of. */
    double tolerance(double expected, double price) {
        return 1e-9 * Math.abs(expected)
                + switch (unit) {
                    case PRICE -> 1e-12 * price;
                    case ROOT -> 5e-8 * price;
                    case PERCENT -> 1e-9;
                    case SHARE -> 1e-15;
                };
    }

    private static Subject subject(
            Indicator indicator, Consumer<Bar> add, DoubleSupplier value, ToDoubleFunction<Bar> preview) {
        return new Subject(indicator, indicator.warmUp(), add, value, preview);
    }
}
