package io.tickpilot.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickpilot.core.signal.Decision.Direction;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BrierSkillTest {
    private static final double SINGLE = 1e-6;

    /** Three classes of the manual of scikit-learn 1.7, {@code brier_score_loss}: mean 0.146..., which is 0.44 / 3. */
    @Test
    void agreesWithAPublishedExampleOfThreeClasses() {
        double sum = brier(BrierSkill.ofDirections(0.8f, 0.1f, 0.1f, Direction.SELL))
                + brier(BrierSkill.ofDirections(0.2f, 0.7f, 0.1f, Direction.HOLD))
                + brier(BrierSkill.ofDirections(0.2f, 0.2f, 0.6f, Direction.BUY));

        assertThat(sum / 3).isCloseTo(0.44 / 3, within(SINGLE));
    }

    /**
     * Rain foretold at 70 % scores 0.09 when it comes, at 30 % 0.49, at 50 % 0.25, in the form with one term (the AMS glossary's);
     * Brier's own of 1950 has a term for each of both outcomes and so twice as much.
     */
    @Test
    void agreesWithPublishedExamplesOfTwoOutcomes() {
        assertThat(BrierSkill.ofTrade(0.7f, true)).isCloseTo(1 - 0.09 / 0.25, within(SINGLE));
        assertThat(BrierSkill.ofTrade(0.3f, true)).isCloseTo(1 - 0.49 / 0.25, within(SINGLE));
        assertThat(BrierSkill.ofTrade(0.5f, true)).isZero();
        assertThat(BrierSkill.ofTrade(0.5f, false)).isZero();
    }

    @Test
    void knowingNothingIsWorthNothingAndCertaintyAtMostOne() {
        float third = 1f / 3;
        for (Direction came : Direction.values()) {
            assertThat(BrierSkill.ofDirections(third, third, third, came)).isCloseTo(0, within(SINGLE));
        }
        assertThat(BrierSkill.ofDirections(0, 0, 1, Direction.BUY)).isEqualTo(1);
        assertThat(BrierSkill.ofDirections(0, 0, 1, Direction.SELL)).isCloseTo(-2, within(1e-12));
        assertThat(BrierSkill.ofTrade(1, true)).isEqualTo(1);
        assertThat(BrierSkill.ofTrade(1, false)).isEqualTo(-3);
    }

    @Test
    void nobodyExpectsABetterScoreThanByHonesty() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            float[] belief = chances(random);
            float[] said = chances(random);

            assertThat(expected(said, belief)).isLessThanOrEqualTo(expected(belief, belief) + SINGLE);
            double honest = belief[0] * BrierSkill.ofTrade(belief[0], true)
                    + (1 - belief[0]) * BrierSkill.ofTrade(belief[0], false);
            double other = belief[0] * BrierSkill.ofTrade(said[0], true)
                    + (1 - belief[0]) * BrierSkill.ofTrade(said[0], false);
            assertThat(other).isLessThanOrEqualTo(honest + SINGLE);
        }
    }

    @Test
    void whoDidNotVoteHasNoSkill() {
        assertThat(BrierSkill.ofDirections(Float.NaN, Float.NaN, Float.NaN, Direction.BUY))
                .isNaN();
        assertThat(BrierSkill.ofTrade(Float.NaN, true)).isNaN();
    }

    private static double expected(float[] said, float[] belief) {
        double sum = 0;
        for (Direction came : Direction.values()) {
            sum += belief[came.ordinal()] * BrierSkill.ofDirections(said[0], said[1], said[2], came);
        }
        return sum;
    }

    private static float[] chances(Random random) {
        float a = random.nextFloat();
        float b = random.nextFloat() * (1 - a);
        return new float[] {a, b, 1 - a - b};
    }

    private static double brier(double skill) {
        return (1 - skill) * 2 / 3;
    }
}
