package io.tickpilot.bridge.terminal;

import io.tickpilot.core.config.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * Section {@code terminal}: the simulated account and how its broker fills.
 *
 * @param account name in trade reports
 * @param currency of the account, ISO 4217
 * @param balance at the start, in that currency
 * @param slippagePoints every fill is worse than the quote by 0 to this many points, evenly distributed
 * @param maxDeviationPoints a signal is refused when the fill would be worse than its plan's entry by more
 * @param commissionPerLot for opening and closing one lot, in account currency, charged when lots are closed
 * @param maxHold a position is closed when it is older, in the market's time
 * @param maxOpen positions at once; {@code maxOpenPerSymbol} of one instrument
 * @param seed of the slippage
 * @param leverage of the account, 100 for 1:100: what margin its positions need
 */
public record TerminalSettings(
        String account,
        String currency,
        double balance,
        double slippagePoints,
        double maxDeviationPoints,
        double commissionPerLot,
        Duration maxHold,
        int maxOpen,
        int maxOpenPerSymbol,
        int seed,
        double leverage) {

    /** @param root of the configuration */
    public static TerminalSettings from(Settings root) {
        Settings terminal = root.section("terminal");
        return new TerminalSettings(
                terminal.text("account", "paper-1"),
                terminal.text("currency", "USD"),
                terminal.number("balance", 10_000, 0, 1e12),
                terminal.number("slippage-points", 2, 0, 1e6),
                terminal.number("max-deviation-points", 50, 0, 1e6),
                terminal.number("commission-per-lot", 7, 0, 1e6),
                terminal.duration("max-hold", Duration.ofMinutes(30)),
                terminal.integer("max-open", 20, 1, 10_000),
                terminal.integer("max-open-per-symbol", 3, 1, 10_000),
                terminal.integer("seed", 1, 0, Integer.MAX_VALUE),
                terminal.number("leverage", 100, 1, 10_000));
    }

    public static TerminalSettings defaults() {
        return from(Settings.parse("", Map.of()));
    }
}
