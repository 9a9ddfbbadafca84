package io.tickpilot.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class TimeCycleTest {
    private static final double NOISE = 1e-15;

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }

    @Test
    void goesRoundOnceADay() {
        assertThat(TimeCycle.daySine(micros("2018-03-11T00:00:00Z"))).isZero();
        assertThat(TimeCycle.dayCosine(micros("2018-03-11T00:00:00Z"))).isEqualTo(1);
        assertThat(TimeCycle.daySine(micros("2018-03-11T06:00:00Z"))).isEqualTo(1);
        assertThat(TimeCycle.dayCosine(micros("2018-03-11T12:00:00Z"))).isEqualTo(-1);
        assertThat(TimeCycle.daySine(micros("2018-03-11T18:00:00Z"))).isEqualTo(-1);
        assertThat(TimeCycle.daySine(micros("2018-03-11T02:00:00Z"))).isCloseTo(0.5, within(NOISE));
        assertThat(TimeCycle.daySine(micros("1969-12-31T18:00:00Z"))).isEqualTo(-1);
        assertThat(TimeCycle.dayCosine(micros("2018-03-11T23:59:59.999999Z"))).isCloseTo(1, within(NOISE));
    }

    @Test
    void stepsRoundOnceAWeekFromMonday() {
        for (int day = 0; day < 7; day++) {
            for (String time : new String[] {"T00:00:00Z", "T12:34:56Z", "T23:59:59.999999Z"}) {
                long moment = micros("2018-03-" + (12 + day) + time);
                double angle = Math.toRadians(360.0 * day / 7);
                assertThat(TimeCycle.weekdaySine(moment)).isCloseTo(Math.sin(angle), within(NOISE));
                assertThat(TimeCycle.weekdayCosine(moment)).isCloseTo(Math.cos(angle), within(NOISE));
            }
        }
        assertThat(TimeCycle.weekdayCosine(micros("1969-12-29T00:00:00Z"))).isEqualTo(1);
    }
}
