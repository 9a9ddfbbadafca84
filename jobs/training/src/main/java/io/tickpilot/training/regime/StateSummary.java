package io.tickpilot.training.regime;

import io.tickpilot.core.regime.Regime;

/**
 * What a hidden state is like, in the units of observations.
 *
 * @param share of the observations, expected
 * @param meanReturn in units of normal volatility, see {@link io.tickpilot.core.regime.RegimeObserver}
 * @param tStatistic of the mean return, overlapping returns counted once
 * @param volatility as a multiple of the normal one, geometric mean
 * @param adx mean, 0..100
 * @param dwellBars mean length of a stay
 */
public record StateSummary(
        Regime label,
        double share,
        double meanReturn,
        double tStatistic,
        double volatility,
        double adx,
        double dwellBars) {}
