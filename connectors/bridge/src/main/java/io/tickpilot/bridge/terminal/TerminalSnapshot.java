package io.tickpilot.bridge.terminal;

import java.util.List;

/**
 * The account at a glance, money in account currency.
 *
 * @param trades open positions, oldest first
 * @param opened positions so far; {@code closed} of them are gone
 * @param rejected signals not traded; {@code duplicates} arrived again and were ignored
 * @param realised profit of all that was closed, costs included
 * @param floating of what is open, costs not included
 * @param winRate share of closed positions that made money; NaN before the first
 */
public record TerminalSnapshot(
        List<OpenTrade> trades,
        long opened,
        long closed,
        long rejected,
        long duplicates,
        double balance,
        double realised,
        double floating,
        double winRate) {

    public double equity() {
        return balance + floating;
    }
}
