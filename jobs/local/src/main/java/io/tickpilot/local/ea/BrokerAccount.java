package io.tickpilot.local.ea;

import java.util.List;

/**
 * The simulated broker's account at a glance, money in its currency.
 *
 * @param orders open ones, oldest first
 * @param opened positions since the terminal was started, {@code closed} of which nothing is left
 * @param won those closed that made money, costs included
 * @param equity balance, with open positions at market, costs included
 */
public record BrokerAccount(
        List<BrokerOrder> orders, long opened, long closed, long won, double balance, double equity, String currency) {}
