package io.tickpilot.local.demo;

import io.tickpilot.core.market.Side;
import java.util.List;

/**
 * A demo's terminal at a glance, money in account currency.
 *
 * @param trades open positions, oldest first
 * @param opened positions so far; {@code closed} of them are gone
 * @param winRate share of closed positions that made money, costs included; NaN before the first
 * @param realised profit of all that was closed, costs included
 * @param equity with open positions at market
 */
record TerminalView(List<Trade> trades, long opened, long closed, double winRate, double realised, double equity) {

    /**
     * An open position.
     *
     * @param price at which it could be closed now
     * @param profit at that price, costs not included
     */
    record Trade(
            long ticket,
            String symbol,
            Side side,
            double lots,
            double entry,
            double stop,
            double price,
            double profit) {}
}
