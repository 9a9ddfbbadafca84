package io.tickpilot.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every indicator: equal to its naive twin, NaN before its warm-up, exact previews, exact state. */
class IndicatorContractTest {
    private static final int LENGTH = 2_000;
    private static final int SEEDS = 5;

    /** One output of one indicator over bars of high, low and close. */
    private interface Subject {
        void add(double high, double low, double close);

        double value();

        double preview(double high, double low, double close);

        int warmUp();

        void writeTo(DataOutput out) throws IOException;

        void readFrom(DataInput in) throws IOException;
    }

    private interface Twin {
        double[] of(double[] high, double[] low, double[] close);
    }

    private interface Write {
        void to(DataOutput out) throws IOException;
    }

    private interface Read {
        void from(DataInput in) throws IOException;
    }

    private interface Add {
        void bar(double high, double low, double close);
    }

    private interface Preview {
        double of(double high, double low, double close);
    }

    private record Parts(Add add, DoubleSupplier current, Preview preview, int warmUp, Write write, Read read)
            implements Subject {
        @Override
        public void add(double high, double low, double close) {
            add.bar(high, low, close);
        }

        @Override
        public double value() {
            return current.getAsDouble();
        }

        @Override
        public double preview(double high, double low, double close) {
            return preview.of(high, low, close);
        }

        @Override
        public void writeTo(DataOutput out) throws IOException {
            write.to(out);
        }

        @Override
        public void readFrom(DataInput in) throws IOException {
            read.from(in);
        }
    }

    private enum Kind {
        EMA((h, l, c) -> Naive.ema(c, 9)) {
            @Override
            Subject create() {
                Ema i = new Ema(9);
                return new Parts(
                        (h, l, c) -> i.add(c),
                        i::value,
                        (h, l, c) -> i.preview(c),
                        i.warmUp(),
                        i::writeTo,
                        i::readFrom);
            }
        },
        RSI((h, l, c) -> Naive.rsi(c, 14)) {
            @Override
            Subject create() {
                Rsi i = new Rsi(14);
                return new Parts(
                        (h, l, c) -> i.add(c),
                        i::value,
                        (h, l, c) -> i.preview(c),
                        i.warmUp(),
                        i::writeTo,
                        i::readFrom);
            }
        },
        ATR((h, l, c) -> Naive.atr(h, l, c, 14)) {
            @Override
            Subject create() {
                Atr i = new Atr(14);
                return new Parts(i::add, i::value, (h, l, c) -> i.preview(h, l), i.warmUp(), i::writeTo, i::readFrom);
            }
        },
        EMA_CROSS((h, l, c) -> Naive.minus(Naive.ema(c, 9), Naive.ema(c, 21))) {
            @Override
            Subject create() {
                EmaCross i = new EmaCross(9, 21);
                return new Parts(
                        (h, l, c) -> i.add(c),
                        i::value,
                        (h, l, c) -> i.preview(c),
                        i.warmUp(),
                        i::writeTo,
                        i::readFrom);
            }
        },
        MACD_LINE((h, l, c) -> Naive.minus(Naive.ema(c, 12), Naive.ema(c, 26))) {
            @Override
            Subject create() {
                Macd i = new Macd(12, 26, 9);
                return new Parts(
                        (h, l, c) -> i.add(c), i::line, (h, l, c) -> i.previewLine(c), 26, i::writeTo, i::readFrom);
            }
        },
        MACD_HISTOGRAM((h, l, c) -> {
            double[] line = Naive.minus(Naive.ema(c, 12), Naive.ema(c, 26));
            return Naive.minus(line, Naive.ema(line, 9));
        }) {
            @Override
            Subject create() {
                Macd i = new Macd(12, 26, 9);
                return new Parts(
                        (h, l, c) -> i.add(c),
                        i::histogram,
                        (h, l, c) -> i.previewHistogram(c),
                        i.warmUp(),
                        i::writeTo,
                        i::readFrom);
            }
        },
        BOLLINGER_MIDDLE((h, l, c) -> Naive.sma(c, 20)) {
            @Override
            Subject create() {
                Bollinger i = new Bollinger(20, 2);
                return new Parts(
                        (h, l, c) -> i.add(c),
                        i::middle,
                        (h, l, c) -> i.previewMiddle(c),
                        i.warmUp(),
                        i::writeTo,
                        i::readFrom);
            }
        },
        BOLLINGER_DEVIATION((h, l, c) -> Naive.deviation(c, 20)) {
            @Override
            Subject create() {
                Bollinger i = new Bollinger(20, 2);
                return new Parts(
                        (h, l, c) -> i.add(c),
                        i::deviation,
                        (h, l, c) -> i.previewDeviation(c),
                        i.warmUp(),
                        i::writeTo,
                        i::readFrom);
            }
        };

        private final Twin twin;

        Kind(Twin twin) {
            this.twin = twin;
        }

        abstract Subject create();
    }

    /** Bars of a random walk with flat stretches and gaps, at a price of 1, 1,000 or 100,000. */
    private static List<double[]> bars(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double scale = Math.pow(1_000, seed % 3) * (seed % 3 == 2 ? 0.1 : 1);
        List<double[]> bars = new ArrayList<>();
        double close = scale;
        for (int i = 0; i < LENGTH; i++) {
            boolean flat = i / 50 % 7 == 3;
            double step = flat ? 0 : (random.nextDouble() - 0.5) * 1e-4 * scale;
            close += random.nextInt(300) == 0 ? step * 200 : step;
            double reach = flat ? 0 : random.nextDouble() * 1e-4 * scale;
            bars.add(new double[] {close + reach, close - reach / 2, close});
        }
        return bars;
    }

    private static double[] column(List<double[]> bars, int index) {
        return bars.stream().mapToDouble(bar -> bar[index]).toArray();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void equalsItsNaiveTwinAndIsNaNBeforeItsWarmUp(Kind kind) {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<double[]> bars = bars(seed);
            double[] expected = kind.twin.of(column(bars, 0), column(bars, 1), column(bars, 2));
            double tolerance = 1e-9 * Math.max(1, column(bars, 2)[0]);
            Subject subject = kind.create();
            assertThat(subject.value()).isNaN();
            for (int i = 0; i < LENGTH; i++) {
                double[] bar = bars.get(i);
                subject.add(bar[0], bar[1], bar[2]);
                assertThat(Double.isNaN(subject.value())).isEqualTo(i + 1 < subject.warmUp());
                if (i + 1 >= subject.warmUp()) {
                    assertThat(subject.value()).as("seed %d bar %d", seed, i).isCloseTo(expected[i], within(tolerance));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void previewsExactlyWhatAddingWouldGiveAndChangesNothing(Kind kind) {
        Subject subject = kind.create();
        Subject undisturbed = kind.create();
        SplittableRandom random = new SplittableRandom(7);
        for (double[] bar : bars(1)) {
            for (int i = 0; i < 3; i++) {
                double other = bar[2] * (1 + random.nextDouble() * 0.01);
                subject.preview(other, other, other);
            }
            double preview = subject.preview(bar[0], bar[1], bar[2]);
            subject.add(bar[0], bar[1], bar[2]);
            undisturbed.add(bar[0], bar[1], bar[2]);
            assertThat(preview).isEqualTo((Double) subject.value());
            assertThat(subject.value()).isEqualTo((Double) undisturbed.value());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void goesOnBitByBitAfterARoundTripOfItsState(Kind kind) throws IOException {
        Subject subject = kind.create();
        Subject undisturbed = kind.create();
        int i = 0;
        for (double[] bar : bars(2).subList(0, 200)) {
            subject.add(bar[0], bar[1], bar[2]);
            undisturbed.add(bar[0], bar[1], bar[2]);
            if (i++ % 7 == 0) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                subject.writeTo(new DataOutputStream(bytes));
                subject = kind.create();
                subject.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            }
            assertThat(subject.value()).isEqualTo((Double) undisturbed.value());
        }
    }

    @Test
    void rsiIsNeutralWithoutAnyMovement() {
        Rsi rsi = new Rsi(14);
        for (int i = 0; i < 20; i++) {
            rsi.add(1.1);
        }

        assertThat(rsi.value()).isEqualTo(50);
    }

    @Test
    void bollingerHasNoWidthWithoutAnyMovement() {
        Bollinger bollinger = new Bollinger(20, 2);
        for (int i = 0; i < 45; i++) {
            bollinger.add(1.1);
        }

        assertThat(bollinger.deviation()).isZero();
        assertThat(bollinger.upper()).isEqualTo(1.1);
    }

    @Test
    void aCrossNeedsAFastAndASlowAverage() {
        assertThatThrownBy(() -> new EmaCross(21, 9)).isInstanceOf(IllegalArgumentException.class);
    }
}
