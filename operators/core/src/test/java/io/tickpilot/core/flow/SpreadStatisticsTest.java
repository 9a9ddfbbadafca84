package io.tickpilot.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpreadStatisticsTest {
    private static double[] outputs(SpreadStatistics spread) {
        return new double[] {spread.mean(), spread.deviation(), spread.min(), spread.max(), spread.zScore(1.5e-4)};
    }

    private static void feed(SpreadStatistics spread, FlowTick tick) {
        if (tick.closesBar()) {
            spread.barClosed();
        }
        spread.add(tick.spread());
    }

    @Test
    void equalsItsNaiveTwinAndIsNaNBeforeItsWarmUp() {
        for (int bars : new int[] {1, 3, 20}) {
            List<FlowTick> ticks = FlowTick.randomWalk(bars, 3_000);
            SpreadStatistics spread = new SpreadStatistics(bars);
            int closed = 0;
            for (int i = 0; i < ticks.size(); i++) {
                feed(spread, ticks.get(i));
                closed += ticks.get(i).closesBar() ? 1 : 0;
                if (closed < spread.warmUp()) {
                    assertThat(outputs(spread)).containsOnly(Double.NaN);
                } else {
                    double[] window = NaiveFlow.window(ticks.subList(0, i + 1), false, bars).stream()
                            .mapToDouble(FlowTick::spread)
                            .toArray();
                    double mean = NaiveFlow.mean(window);
                    double deviation = NaiveFlow.deviation(window);
                    assertThat(spread.mean()).isCloseTo(mean, within(1e-15));
                    assertThat(spread.deviation()).isCloseTo(deviation, within(1e-15));
                    assertThat(spread.min())
                            .isEqualTo(Arrays.stream(window).min().orElseThrow());
                    assertThat(spread.max())
                            .isEqualTo(Arrays.stream(window).max().orElseThrow());
                    if (deviation > 1e-6) {
                        assertThat(spread.zScore(1.5e-4)).isCloseTo((1.5e-4 - mean) / deviation, within(1e-8));
                    }
                }
            }
        }
    }

    @Test
    void losesNothingToALargeMeanHoweverLongItRuns() {
        SplittableRandom random = new SplittableRandom(5);
        SpreadStatistics spread = new SpreadStatistics(10);
        double[] last = new double[1_000];
        for (int i = 0; i < 1_000_000; i++) {
            double value = 1e7 + random.nextDouble() * 1e-3;
            last[i % 1_000] = value;
            spread.add(value);
            if (i % 100 == 99) {
                spread.barClosed();
            }
        }

        double deviation = NaiveFlow.deviation(last);
        assertThat(spread.deviation()).isCloseTo(deviation, within(1e-5 * deviation));
    }

    @Test
    void forgetsAnOutlierWithItsBar() {
        SpreadStatistics spread = new SpreadStatistics(3);
        spread.add(1e12);
        spread.barClosed();
        for (int i = 0; i < 3; i++) {
            spread.add(1e-4);
            spread.add(2e-4);
            spread.barClosed();
        }

        assertThat(spread.max()).isEqualTo(2e-4);
        assertThat(spread.mean()).isCloseTo(1.5e-4, within(1e-19));
        assertThat(spread.deviation()).isCloseTo(0.5e-4, within(1e-19));
    }

    @Test
    void aSpreadThatNeverChangesGivesNoScaleButOfItself() {
        SpreadStatistics spread = new SpreadStatistics(1);
        for (int i = 0; i < 100; i++) {
            spread.add((110_010 + i) / 1e5 - (110_000 + i) / 1e5);
        }
        spread.barClosed();

        assertThat(spread.zScore(1e-4)).isZero();
        assertThat(spread.zScore(2e-4)).isNaN();
        spread.add(2e-4);
        assertThat(spread.zScore(2e-4)).isCloseTo(10, within(0.1));
    }

    @Test
    void isNaNWithoutATickInTheWindow() {
        SpreadStatistics spread = new SpreadStatistics(2);
        spread.add(1);
        spread.barClosed();
        spread.barClosed();
        assertThat(spread.mean()).isEqualTo(1);
        spread.barClosed();
        assertThat(outputs(spread)).containsOnly(Double.NaN);
        spread.add(3);
        assertThat(spread.mean()).isEqualTo(3);
    }

    @Test
    void goesOnBitByBitAfterARoundTripOfItsStateHoweverOftenItIsRead() throws IOException {
        SpreadStatistics undisturbed = new SpreadStatistics(5);
        SpreadStatistics subject = new SpreadStatistics(5);
        int i = 0;
        for (FlowTick tick : FlowTick.randomWalk(12, 2_000)) {
            feed(undisturbed, tick);
            feed(subject, tick);
            outputs(subject);
            if (i++ % 7 == 0) {
                subject = StateCopy.of(subject, new SpreadStatistics(5));
                assertThat(outputs(subject)).isEqualTo(outputs(undisturbed));
            }
        }
        assertThat(StateCopy.bytes(subject)).isEqualTo(StateCopy.bytes(undisturbed));
    }

    @Test
    void needsABar() {
        assertThatThrownBy(() -> new SpreadStatistics(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
