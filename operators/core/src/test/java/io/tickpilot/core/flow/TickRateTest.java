package io.tickpilot.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TickRateTest {
    private static long at(double seconds) {
        return Math.round(seconds * 1e6);
    }

    @Test
    void countsTheWholeSecondsBeforeTheRunningOne() {
        TickRate rate = new TickRate(2);
        rate.add(at(0.9));
        rate.add(at(1.0));
        rate.add(at(1.5));
        rate.add(at(2.999));
        rate.add(at(3.0));

        assertThat(rate.perSecond(at(2.999))).isNaN();
        assertThat(rate.perSecond(at(3.0))).isEqualTo(1.5);
        assertThat(rate.perSecond(at(3.999))).isEqualTo(1.5);
        assertThat(rate.perSecond(at(4))).isEqualTo(1.0);
        assertThat(rate.perSecond(at(5))).isEqualTo(0.5);
        assertThat(rate.perSecond(at(6))).isZero();
        assertThat(rate.perSecond(at(1e9))).isZero();
    }

    @Test
    void isWarmAsManySecondsAfterTheFirstTicksAsItSays() {
        for (int seconds = 1; seconds < 70; seconds++) {
            TickRate rate = new TickRate(seconds);
            assertThat(rate.perSecond(at(1e6))).isNaN();
            rate.add(at(100.7));
            assertThat(rate.perSecond(at(100 + rate.warmUp()) - 1)).isNaN();
            assertThat(rate.perSecond(at(100 + rate.warmUp()))).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 11, 60})
    void equalsCountingAllTicks(int seconds) {
        List<Long> counted = new ArrayList<>();
        long newest = Long.MIN_VALUE;
        TickRate rate = new TickRate(seconds);
        SplittableRandom random = new SplittableRandom(seconds);
        for (FlowTick tick : FlowTick.randomWalk(seconds, 5_000)) {
            long second = Math.floorDiv(tick.timeMicros(), 1_000_000L);
            if (counted.isEmpty() || (second >= newest - TickRate.LATE_SECONDS && second >= counted.get(0))) {
                counted.add(second);
            }
            newest = Math.max(newest, second);
            rate.add(tick.timeMicros());

            long now = newest + random.nextInt(-TickRate.LATE_SECONDS, seconds + 3);
            long first = counted.get(0);
            double expected = now - seconds - 1 < first
                    ? Double.NaN
                    : counted.stream()
                                    .filter(s -> s < now && s >= now - seconds)
                                    .count()
                            / (double) seconds;
            assertThat(rate.perSecond(now * 1_000_000 + random.nextInt(1_000_000)))
                    .isEqualTo((Double) expected);
            assertThat(rate.perSecond((newest - TickRate.LATE_SECONDS) * 1_000_000 - 1))
                    .isNaN();
        }
    }

    @Test
    void countsSecondsBeforeTheEpochToo() {
        TickRate rate = new TickRate(1);
        for (int i = 0; i < 100; i++) {
            rate.add(at(-50 + i));
        }

        assertThat(rate.perSecond(at(-20.5))).isNaN();
        assertThat(rate.perSecond(at(50))).isEqualTo(1);
    }

    @Test
    void goesOnTheSameAfterARoundTripOfItsStateHoweverOftenItIsRead() throws IOException {
        TickRate undisturbed = new TickRate(10);
        TickRate subject = new TickRate(10);
        int i = 0;
        for (FlowTick tick : FlowTick.randomWalk(13, 2_000)) {
            undisturbed.add(tick.timeMicros());
            subject.add(tick.timeMicros());
            assertThat(subject.perSecond(tick.timeMicros()))
                    .isEqualTo((Double) undisturbed.perSecond(tick.timeMicros()));
            if (i++ % 7 == 0) {
                subject = StateCopy.of(subject, new TickRate(10));
            }
        }
        assertThat(StateCopy.bytes(subject)).isEqualTo(StateCopy.bytes(undisturbed));
    }

    @Test
    void needsASecond() {
        assertThatThrownBy(() -> new TickRate(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
