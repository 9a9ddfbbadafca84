package io.tickpilot.training.trees;

import io.tickpilot.training.dataset.Sample;

/**
 * What the risk agent learns from the path after a window, over its horizon. A buy is held from ask to bid, a sell from bid to ask, so
 * the spread is part of every excursion. The unit is the window's ATR(M1).
 */
final class RiskTargets {
    /** Adverse excursion in ATR, the default stop of a plan, that both trades suffer in a moment to stay away from. */
    static final double VETO_ATR = 1.5;
    /** Share of trades, of both directions together, that shall stay inside the stop. */
    static final double STOP_SHARE = 0.75;

    static final float SMALLEST_STOP = 0.5f;
    static final float LARGEST_STOP = 5;
    static final float LARGEST_SIZE = 2;

    /** Below this an excursion is taken as this, so that its logarithm is finite. */
    private static final double LEAST_EXCURSION = 0.05;

    private RiskTargets() {}

    /** Natural logarithm of the mean of the two trades' adverse excursions. */
    static double logExcursion(Sample sample) {
        double mean = (buyAdverse(sample) + sellAdverse(sample)) / 2;
        return Math.log(Math.max(LEAST_EXCURSION, mean));
    }

    static double buyAdverse(Sample sample) {
        return sample.outcome().buyAdverse();
    }

    static double sellAdverse(Sample sample) {
        return sample.outcome().sellAdverse();
    }

    /** 1 when buy and sell alike went {@link #VETO_ATR} against their entry. */
    static double veto(Sample sample) {
        return Math.min(buyAdverse(sample), sellAdverse(sample)) >= VETO_ATR ? 1 : 0;
    }
}
