package io.tickpilot.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Vote;
import org.junit.jupiter.api.Test;

class StackingTest {
    private static final Vote ONE = new Vote("one", "1", 0.75f, 0.25f, 0, 0.75, "");
    private static final Vote OTHER = new Vote("other", "1", 0.5f, 0.25f, 0.25f, 0.25, "");

    @Test
    void theStackDecidesAndTheOthersAreOnRecordWithoutWeight() {
        Verdict verdict = Stacking.of(2, ONE, OTHER, new Vote("stack", "7", 0.125f, 0.0625f, 0.8125f, 0, ""));

        assertThat(verdict.direction()).isEqualTo(Direction.BUY);
        assertThat(verdict.confidence()).isEqualTo(0.8125);
        assertThat(verdict.votes()).extracting(Vote::weight).containsExactly(0.0, 0.0, 1.0);
        assertThat(verdict.votes().get(0).sell()).isEqualTo(0.75f);
    }

    @Test
    void theAverageOfTheOthersDecidesWhileTheStackAbstainsAndItsVoteSaysSo() {
        Vote silent = new Vote("stack", "7", Float.NaN, Float.NaN, Float.NaN, 0, "gave NaN");

        Verdict verdict = Stacking.of(2, ONE, OTHER, silent);

        assertThat(verdict.sell()).isEqualTo(0.75 * 0.75 + 0.25 * 0.5);
        assertThat(verdict.direction()).isEqualTo(Direction.SELL);
        assertThat(verdict.votes()).extracting(Vote::weight).containsExactly(0.75, 0.25, 0.0);
        assertThat(verdict.votes().get(2).abstention()).isEqualTo("gave NaN; the others' average decides");
    }

    @Test
    void nobodyDecidesWhereNobodySpeaks() {
        Vote silent = new Vote("stack", "7", Float.NaN, Float.NaN, Float.NaN, 0, "disabled");

        assertThat(Stacking.of(0, silent).abstained()).isTrue();
    }
}
