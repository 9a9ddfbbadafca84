package io.tickpilot.local.ea;

import io.tickpilot.core.market.Side;

/**
 * An open position at the simulated broker.
 *
 * @param price at which it could be closed now
 * @param profit at that price in account currency, costs not included
 */
public record BrokerOrder(
        int ticket, String symbol, Side side, double lots, double entry, double stop, double price, double profit) {}
