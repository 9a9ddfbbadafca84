package io.tickpilot.bench.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the rounds run and compute what they say; how fast anything is, no test asks. */
class FlinkRoundsTest {

    @ParameterizedTest
    @EnumSource
    void runsEachSubjectBareAndInFlink(Subject subject) throws Exception {
        FlinkRounds rounds = new FlinkRounds(subject, 1_000, 5_000);

        assertThat(rounds.bare().elapsed()).isPositive();
        assertThat(rounds.inFlink().elapsed()).isPositive();
        assertThat(rounds.inFlink().worked()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"TECHNICAL", "EVERY"})
    void keepsTheStateOfItsFeatures(Subject subject) {
        int bars = new FlinkRounds(Subject.BARS, 5_000, 0).stateBytes();

        assertThat(new FlinkRounds(subject, 5_000, 0).stateBytes()).isGreaterThan(bars + 500);
    }
}
