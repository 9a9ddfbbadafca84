package io.tickpilot.core.signal;

import java.util.List;

/**
 * How a trade is entered and left. Prices in quote currency.
 *
 * @param entry expected fill: ask for a buy, bid for a sell
 * @param stop initial stop loss
 * @param lots size after rounding to the lot step
 * @param trailDistance distance of the trailing stop once all exits are done
 * @param exits partial exits, nearest first
 */
public record Plan(
        double entry,
        double stop,
        double target1,
        double target2,
        double lots,
        double trailDistance,
        List<Exit> exits) {

    /**
     * @param price at which it happens
     * @param fraction of the first lots to close
     * @param breakEven whether the stop then moves to the entry
     */
    public record Exit(double price, double fraction, boolean breakEven) {}
}
