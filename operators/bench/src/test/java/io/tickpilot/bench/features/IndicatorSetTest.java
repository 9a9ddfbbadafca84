package io.tickpilot.bench.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the libraries that are measured beside each other compute the same. */
class IndicatorSetTest {
    private static final int TICKS_A_BAR = 6;
    private static final int SETTLED = 1_100;

    @ParameterizedTest
    @ValueSource(strings = {Ta4jIndicators.NAME, TaLibIndicators.NAME})
    void readsTheSameValuesOfTicksAsOurs(String library) {
        IndicatorSet theirs = IndicatorSet.of(library);
        IndicatorSet ours = new OwnIndicators();
        Random random = new Random(3);
        double price = 100;
        for (int tick = 0; tick < 2_500 * TICKS_A_BAR; tick++) {
            long time = tick * (IndicatorSet.BAR_MICROS / TICKS_A_BAR);
            price *= 1 + 0.002 * random.nextGaussian();
            theirs.tick(time, price);
            ours.tick(time, price);
            agree(ours, theirs, tick > SETTLED * TICKS_A_BAR, "tick " + tick);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Ta4jIndicators.NAME, TaLibIndicators.NAME})
    void readsTheSameValuesOfBarsAsOurs(String library) {
        IndicatorSet theirs = IndicatorSet.of(library);
        IndicatorSet ours = new OwnIndicators();
        Random random = new Random(4);
        double close = 100;
        for (int bar = 0; bar < 2_500; bar++) {
            double open = close;
            close *= 1 + 0.005 * random.nextGaussian();
            double high = Math.max(open, close) * (1 + 0.002 * random.nextDouble());
            double low = Math.min(open, close) * (1 - 0.002 * random.nextDouble());
            theirs.bar(bar * IndicatorSet.BAR_MICROS, open, high, low, close);
            ours.bar(bar * IndicatorSet.BAR_MICROS, open, high, low, close);
            agree(ours, theirs, bar > SETTLED, "bar " + bar);
        }
    }

    private static void agree(IndicatorSet ours, IndicatorSet theirs, boolean settled, String when) {
        double[] own = new double[IndicatorSet.OUTPUTS];
        double[] other = new double[IndicatorSet.OUTPUTS];
        ours.read(own);
        theirs.read(other);
        for (int i = 0; settled && i < own.length; i++) {
            assertThat(other[i])
                    .as("output %d at %s", i, when)
                    .isCloseTo(own[i], within(1e-8 * Math.max(1, Math.abs(own[i]))));
        }
    }
}
