package io.tickpilot.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.indicator.Bars.Bar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finite input that should not be: an output is NaN or right, never infinite. What is not finite is stopped by validation. */
class HardInputTest {
    private static final Set<Output> RECURSIVE = EnumSet.of(
            Output.EMA,
            Output.EMA_CROSS,
            Output.RSI,
            Output.ATR,
            Output.MACD_LINE,
            Output.MACD_SIGNAL,
            Output.MACD_HISTOGRAM,
            Output.PLUS_DI,
            Output.MINUS_DI,
            Output.DX,
            Output.ADX,
            Output.KELTNER_MIDDLE,
            Output.KELTNER_UPPER,
            Output.KELTNER_LOWER);

    /** The longest of the windows, twice: {@link Bollinger} may need so long to forget. */
    private static final int FORGOTTEN = 40;

    private static final int JUMPS = 300;
    private static final int NEXT_DAY = 576;

    /** Zero and negative prices and volumes, no volume, closes outside of their bars, prices of 1e-8 and 1e15, and jumps between. */
    @ParameterizedTest
    @ValueSource(strings = {"bad", "zeros", "toobig", "mismatch", "penny"})
    void isNaNOrRightOnHardQuotes(String file) throws IOException {
        Bars bars = possible(Reference.quotes(file));
        for (Output output : Output.values()) {
            Output.Subject subject = output.create();
            double[] expected = output.naive(bars);
            for (int i = 0; i < bars.size(); i++) {
                subject.add(bars.get(i));
                if (Double.isNaN(expected[i])) {
                    assertThat(subject.now()).as("%s %d", output, i).isNaN();
                } else {
                    int remembered = RECURSIVE.contains(output) ? 0 : Math.max(0, i - FORGOTTEN);
                    double price = highest(bars.list().subList(remembered, i + 1));
                    assertThat(subject.now())
                            .as("%s %d", output, i)
                            .isCloseTo(expected[i], within(output.tolerance(expected[i], price)));
                }
            }
        }
    }

    /** Prices so large that sums of them, differences and squares are not numbers any more, for three bars out of a thousand. */
    @ParameterizedTest
    @EnumSource
    void isNaNOrRightWhenNumbersOverflowAndForgetsIt(Output output) {
        isNaNOrRight(output, withJumps(1e306, 1e306, 1e306));
        isNaNOrRight(output, withJumps(1e306, -1e306, 1e306));
        isNaNOrRight(output, withJumps(1e153, 1e155, 1e157));
    }

    private static void isNaNOrRight(Output output, Bars bars) {
        double[] expected = output.naiveWithoutOverflow(bars);
        List<Bar> nextDays = bars.list().subList(NEXT_DAY, bars.size());
        double[] afterwards = output.naive(new Bars(nextDays));
        Output.Subject subject = output.create();
        for (int i = 0; i < bars.size(); i++) {
            double preview = subject.preview(bars.get(i));
            subject.add(bars.get(i));
            double now = subject.now();
            assertThat(preview).isEqualTo((Double) now);
            if (!Double.isNaN(now) && i < JUMPS + FORGOTTEN) {
                double price = highest(bars.list().subList(0, i + 1));
                assertThat(now).as("bar %d", i).isCloseTo(expected[i], within(output.tolerance(expected[i], price)));
            }
            if (i >= NEXT_DAY + FORGOTTEN && !RECURSIVE.contains(output)) {
                double after = afterwards[i - NEXT_DAY];
                assertThat(now).as("bar %d", i).isCloseTo(after, within(output.tolerance(after, 100)));
            }
        }
    }

    private static Bars withJumps(double... factors) {
        List<Bar> bars = new ArrayList<>(Bars.lively(3, 1_000).list());
        for (int i = 0; i < factors.length; i++) {
            bars.set(JUMPS + i, bars.get(JUMPS + i).times(factors[i]));
        }
        return new Bars(bars);
    }

    /** Without the bars whose high is below their low: no bar is built like that. */
    private static Bars possible(Bars bars) {
        return new Bars(bars.list().stream().filter(b -> b.high() >= b.low()).toList());
    }

    private static double highest(List<Bar> bars) {
        return bars.stream().mapToDouble(Bar::high).max().orElseThrow();
    }
}
