package io.tickpilot.core.risk;

import io.tickpilot.core.market.Instrument;

/** How many lots a trade may have. */
final class Sizing {
    /** Steps of a size are counted with this slack, so that 0.3 lots are three steps of 0.1 in binary too. */
    private static final double STEP_SLACK = 1e-9;
    /** Lot sizes have no more decimals than this. */
    private static final double LOT_DECIMALS = 1e9;

    private Sizing() {}

    /**
     * Kelly's fraction of a bet.
     *
     * @param p probability to win
     * @param b payoff, won for one unit staked
     */
    static double kelly(double p, double b) {
        return p - (1 - p) / b;
    }

    /** Share of the equity to risk: the account's, unless the capped Kelly fraction is smaller. */
    static double riskFraction(RiskSettings risk, double kelly) {
        return Math.min(risk.accountRisk(), risk.kellyCap() * kelly);
    }

    /**
     * Lots whose loss at the stop is at most the stake, before steps and bounds.
     *
     * @param stake in account currency
     * @param stopDistance in quote currency, per unit of base
     * @param rate account currency for one unit of quote currency
     */
    static double unrounded(double stake, double stopDistance, double rate, Instrument instrument) {
        return stake / (stopDistance * instrument.contractSize() * rate);
    }

    /** Rounds down to the lot step, at most the instrument's maximum; 0 when its minimum is not reached. */
    static double rounded(double lots, Instrument instrument) {
        double bounded = Math.min(lots, instrument.maxLots());
        double steps = Math.floor(bounded / instrument.lotStep() + STEP_SLACK);
        double result = Math.rint(steps * instrument.lotStep() * LOT_DECIMALS) / LOT_DECIMALS;
        return result < instrument.minLots() - STEP_SLACK ? 0 : result;
    }
}
