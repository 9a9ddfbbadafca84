package io.tickpilot.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.core.signal.Decision.Direction;
import io.tickpilot.core.signal.Vote;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MajorityTest {

    @Test
    void aVoteCountsItsWeightTimesItsConfidenceForItsOwnDirection() {
        Verdict verdict = Majority.of(
                vote("a", 0.25f, 0.125f, 0.625f, 2), vote("b", 0.5f, 0.25f, 0.25f, 1), vote("c", 0, 0.25f, 0.75f, 1));

        assertThat(verdict.buy()).isEqualTo(0.5 * 0.625 + 0.25 * 0.75);
        assertThat(verdict.sell()).isEqualTo(0.25 * 0.5);
        assertThat(verdict.hold()).isZero();
        assertThat(verdict.direction()).isEqualTo(Direction.BUY);
        assertThat(verdict.confidence()).isEqualTo(verdict.buy());
        assertThat(verdict.votes()).extracting(Vote::weight).containsExactly(0.5, 0.25, 0.25);
    }

    @Test
    void aTieHolds() {
        Verdict verdict = Majority.of(vote("a", 0.75f, 0.25f, 0, 1), vote("b", 0, 0.25f, 0.75f, 1));

        assertThat(verdict.direction()).isEqualTo(Direction.HOLD);
        assertThat(verdict.sell()).isEqualTo(verdict.buy());
    }

    @Test
    void whoHoldsTwoEquallyProbableSpeaksForHolding() {
        Verdict verdict = Majority.of(vote("a", 0.5f, 0, 0.5f, 1));

        assertThat(verdict.hold()).isEqualTo(0.5);
        assertThat(verdict.abstained()).isFalse();
    }

    @Test
    void abstentionsAreLeftOutAndOnRecord() {
        Vote absent = new Vote("a", "1", Float.NaN, Float.NaN, Float.NaN, 3, "gave NaN");

        Verdict verdict = Majority.of(absent, vote("b", 0.75f, 0.25f, 0, 1));

        assertThat(verdict.confidence()).isEqualTo(0.75);
        assertThat(verdict.votes()).extracting(Vote::weight).containsExactly(0.0, 1.0);
        assertThat(verdict.votes().get(0).abstention()).isEqualTo("gave NaN");
        assertThat(Majority.of(absent).abstained()).isTrue();
    }

    @Test
    void isNeverSurerOfASideThanTheAverage() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            Vote[] votes = new Vote[1 + random.nextInt(6)];
            for (int k = 0; k < votes.length; k++) {
                float sell = random.nextFloat();
                float buy = random.nextFloat() * (1 - sell);
                votes[k] = vote("a" + k, sell, 1 - sell - buy, buy, 0.01 + random.nextDouble());
            }

            Verdict majority = Majority.of(votes.clone());
            Verdict average = WeightedAverage.of(votes.clone());

            assertThat(majority.buy()).isLessThanOrEqualTo(average.buy() + 1e-12);
            assertThat(majority.sell()).isLessThanOrEqualTo(average.sell() + 1e-12);
        }
    }

    private static Vote vote(String agent, float sell, float hold, float buy, double weight) {
        return new Vote(agent, "1", sell, hold, buy, weight, "");
    }
}
