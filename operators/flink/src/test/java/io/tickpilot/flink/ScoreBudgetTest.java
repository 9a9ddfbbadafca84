package io.tickpilot.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScoreBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final ScoreBudget budget = new ScoreBudget(1_000);

    @Test
    void isUsedUpByFiveOfTwenty() {
        for (int i = 0; i < 4; i++) {
            assertThat(budget.isUsedUpBy(1_001, 0)).isFalse();
        }
        for (int i = 0; i < 16; i++) {
            assertThat(budget.isUsedUpBy(1_000, 0)).isFalse();
        }
        assertThat(budget.isUsedUpBy(1_001, 0)).isFalse(); // the first of the four is forgotten
        for (int i = 0; i < 3; i++) {
            assertThat(budget.isUsedUpBy(1_001, 0)).isFalse();
        }
        assertThat(budget.isUsedUpBy(1_001, 0)).isTrue();
    }

    @Test
    void isSilentWhileTheCommandIsOnItsWayAndThenBeginsAnew() {
        for (int i = 0; i < 5; i++) {
            budget.isUsedUpBy(2_000, SECOND);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(budget.isUsedUpBy(2_000, 10 * SECOND)).isFalse();
        }
        assertThat(budget.isUsedUpBy(2_000, 11 * SECOND)).isTrue();
    }

    @Test
    void aSlowScoreNowAndThenIsAllowed() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(budget.isUsedUpBy(i % 5 == 0 ? 9_000 : 10, i * SECOND)).isFalse();
        }
    }
}
