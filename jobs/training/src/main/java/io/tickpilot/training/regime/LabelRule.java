package io.tickpilot.training.regime;

import io.tickpilot.core.regime.Regime;

/**
 * Names hidden states by what they do. In this order:
 *
 * <ol>
 *   <li>Trending, up or down by the sign of its mean return: the mean is at least {@value #MIN_RETURN} standard deviations of all
 *       returns away from 0, its t-statistic is beyond {@value #MIN_T}, and the mean ADX is at least {@value #MIN_ADX} (Wilder
 *       1978 trades trends above it).
 *   <li>Volatile: at least {@value #MIN_VOLATILE} times the mean volatility of all observations.
 *   <li>Quiet: at most {@value #MAX_QUIET} times it.
 *   <li>Ranging: all others.
 * </ol>
 *
 * <p>States may share a label and a label may have no state: a violent trend is a trend.
 */
final class LabelRule {
    static final double MIN_RETURN = 0.5;
    static final double MIN_T = 4;
    static final double MIN_ADX = 25;
    static final double MIN_VOLATILE = 1.25;
    static final double MAX_QUIET = 0.8;

    private LabelRule() {}

    /**
     * @param meanReturn in standard deviations of all returns
     * @param adx 0..100
     * @param volatility over the mean of all
     */
    static Regime label(double meanReturn, double tStatistic, double adx, double volatility) {
        if (Math.abs(meanReturn) >= MIN_RETURN && Math.abs(tStatistic) >= MIN_T && adx >= MIN_ADX) {
            return meanReturn > 0 ? Regime.TRENDING_UP : Regime.TRENDING_DOWN;
        }
        if (volatility >= MIN_VOLATILE) {
            return Regime.VOLATILE;
        }
        return volatility <= MAX_QUIET ? Regime.QUIET : Regime.RANGING;
    }
}
