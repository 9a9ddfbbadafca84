package io.tickpilot.core.ensemble;

import io.tickpilot.core.signal.Decision.Direction;

/**
 * How much better than knowing nothing a forecast was: 1 - B / B0, with B its Brier score and B0 that of equal chances. 1 for a sure
 * forecast that comes true, 0 for equal chances. The Brier score, the sum over the outcomes of (probability - 1 for the one that came
 * true, else 0) squared, is proper: nobody expects a better one by saying anything but what he believes. It is bounded, so no single
 * surprise decides. Sources: G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78 (1950)
 * 1-3; propriety: T. Gneiting and A. E. Raftery, "Strictly proper scoring rules", JASA 102 (2007) 359-378.
 */
final class BrierSkill {
    private static final double B0_OF_THREE = 2.0 / 3;
    private static final double B0_OF_TWO = 0.5;

    private BrierSkill() {}

    /** Of a forecast of three directions, -2 to 1. */
    static double ofDirections(float sell, float hold, float buy, Direction came) {
        double b = square(sell, came == Direction.SELL)
                + square(hold, came == Direction.HOLD)
                + square(buy, came == Direction.BUY);
        return 1 - b / B0_OF_THREE;
    }

    /**
     * Of the forecast that a trade pays, -3 to 1.
     *
     * @param side probability of the trade's side
     */
    static double ofTrade(float side, boolean paid) {
        return 1 - 2 * square(side, paid) / B0_OF_TWO;
    }

    private static double square(double probability, boolean came) {
        double distance = came ? 1 - probability : probability;
        return distance * distance;
    }
}
