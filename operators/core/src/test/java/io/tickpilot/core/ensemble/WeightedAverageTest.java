package io.tickpilot.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Vote;
import org.junit.jupiter.api.Test;

class WeightedAverageTest {

    @Test
    void averagesByWeight() {
        Verdict verdict = WeightedAverage.of(vote("a", 0.5f, 0.25f, 0.25f, 3), vote("b", 0, 0, 1, 1));

        assertThat(verdict.sell()).isEqualTo(0.375);
        assertThat(verdict.hold()).isEqualTo(0.1875);
        assertThat(verdict.buy()).isEqualTo(0.4375);
        assertThat(verdict.direction()).isEqualTo(Direction.BUY);
        assertThat(verdict.confidence()).isEqualTo(0.4375);
        assertThat(verdict.votes()).extracting(Vote::weight).containsExactly(0.75, 0.25);
    }

    @Test
    void givesTheWeightOfAbsentVotersToTheOthers() {
        Vote absent = new Vote("a", "1", Float.NaN, Float.NaN, Float.NaN, 3, "gave NaN");

        Verdict verdict = WeightedAverage.of(absent, vote("b", 0.75f, 0.25f, 0, 1), vote("c", 0.25f, 0.75f, 0, 1));

        assertThat(verdict.sell()).isEqualTo(0.5);
        assertThat(verdict.votes()).extracting(Vote::weight).containsExactly(0.0, 0.5, 0.5);
        assertThat(verdict.votes().get(0).abstention()).isEqualTo("gave NaN");
    }

    @Test
    void abstainsWhenNobodyVotes() {
        Verdict verdict = WeightedAverage.of(new Vote("a", "1", Float.NaN, Float.NaN, Float.NaN, 1, "disabled"));

        assertThat(verdict.abstained()).isTrue();
        assertThat(verdict.direction()).isEqualTo(Direction.HOLD);
        assertThat(verdict.confidence()).isZero();
    }

    @Test
    void holdsWhereNoSideIsAheadOfBothOthers() {
        assertThat(WeightedAverage.of(vote("a", 0.4f, 0.2f, 0.4f, 1)).direction())
                .isEqualTo(Direction.HOLD);
        assertThat(WeightedAverage.of(vote("a", 0.4f, 0.4f, 0.2f, 1)).direction())
                .isEqualTo(Direction.HOLD);
        assertThat(WeightedAverage.of(vote("a", 0.5f, 0.25f, 0.25f, 1)).direction())
                .isEqualTo(Direction.SELL);
    }

    @Test
    void sumsToOneWhateverTheWeights() {
        Verdict verdict = WeightedAverage.of(
                vote("a", 0.2f, 0.3f, 0.5f, 0.7), vote("b", 0.6f, 0.3f, 0.1f, 1.9), vote("c", 0.1f, 0.8f, 0.1f, 0.01));

        assertThat(verdict.sell() + verdict.hold() + verdict.buy()).isCloseTo(1, within(1e-6));
    }

    private static Vote vote(String agent, float sell, float hold, float buy, double weight) {
        return new Vote(agent, "1", sell, hold, buy, weight, "");
    }
}
