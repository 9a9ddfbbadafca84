package io.tickpilot.e2e;

import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import java.util.List;

/** What all parties of the kill loop agree on. The market's time is the world's, after a history. */
final class KillLoopMarket {
    static final List<String> SYMBOLS = List.of("EURUSD", "USDJPY", "XAUUSD", "BTCUSD");
    static final long HISTORY_MICROS = 125 * 60_000_000L;

    /** {@code patient} signals outlive every mishap; {@code hasty} ones do not; {@code counting} looks at its positions. */
    static final String YAML = """
            breakers: {automatic: false}
            gate: {confidence: 0.34, max-spread-atr: 1, min-atr-rank: 0, max-atr-rank: 1, cooldown: 0, flip-flop: 0,
                   freshness: 1m, max-positions: 1000000}
            risk: {account-currency: USD, conversion-rates: {JPY: 0.0067}}
            strategies:
              - {name: patient, trigger: every, every: 2s, signal-life: 10m}
              - {name: hasty, trigger: every, every: 2s, signal-life: 3s}
              - {name: counting, trigger: every, every: 2s, signal-life: 10m, gate: {max-positions: 2}}
            """;

    private KillLoopMarket() {}

    static SimulatedMarket from(long startMicros) {
        return new SimulatedMarket(
                SimulatedMarketSpec.of(SYMBOLS, startMicros, 5).withTicksPerSecond(1));
    }
}
