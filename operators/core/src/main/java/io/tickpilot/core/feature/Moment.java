package io.tickpilot.core.feature;

import io.tickpilot.core.bar.BarView;

/** What a feature may look at beside its own state: the newest bar of its series, forming or just closed, and the time. */
interface Moment {

    /** Whether the newest bar is still forming, so that state without it must be previewed with it. */
    boolean isForming();

    /** The newest bar: the forming one, between a close and the next tick the closed one. */
    BarView bar();

    /** Close of the bar before {@link #bar()}, NaN when there is none. */
    double previousClose();

    /** Intervals without a tick between that bar and {@link #bar()}, 0 for bars of activity. */
    long missingBefore();

    /** End of a closed time bar that a row is about, else time of the newest tick. */
    long timeMicros();

    /** See {@link MarketState#atrRank()}. */
    double atrRank();

    /** The instrument's price step, in quote currency. */
    double point();
}
