package io.tickpilot.bridge.terminal;

import io.tickpilot.core.market.Side;

/**
 * An open position.
 *
 * @param lots still open
 * @param price at which it could be closed now; NaN before the first quote after opening
 * @param profit of the open lots at that price in account currency, costs not included
 */
public record OpenTrade(
        long ticket,
        String symbol,
        String strategy,
        Side side,
        double lots,
        double entry,
        double stop,
        double target,
        double price,
        double profit,
        long openedMicros) {}
