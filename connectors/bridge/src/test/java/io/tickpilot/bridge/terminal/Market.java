package io.tickpilot.bridge.terminal;

import io.tickpilot.bridge.Signals;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Plan;
import io.tickpilot.core.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instruments, quotes and signals for the broker's tests. */
final class Market {
    static final long START = 1_763_600_000_000_000L;
    static final Instrument EURUSD = new Instrument("EURUSD", 5, 100_000, 0.01, 100, 0.01, "EUR", "USD");
    static final Instrument USDJPY = new Instrument("USDJPY", 3, 100_000, 0.01, 100, 0.01, "USD", "JPY");
    private static final Map<String, Instrument> ALL = Map.of("EURUSD", EURUSD, "USDJPY", USDJPY);

    private Market() {}

    static @Nullable Instrument find(String symbol) {
        return ALL.get(symbol);
    }

    /** No slippage, no costs, nothing in the way. */
    static TerminalSettings plain() {
        return new TerminalSettings("paper", "USD", 10_000, 0, 1e6, 0, Duration.ofHours(10), 1_000, 1_000, 1, 100);
    }

    static Tick quote(String symbol, double bid, double ask, long afterMicros) {
        return new Tick(symbol, START + afterMicros, bid, ask, 0, 0, "test", afterMicros);
    }

    static Tick eur(double bid, long afterMicros) {
        return quote("EURUSD", bid, Math.round((bid + 0.0001) * 1e5) / 1e5, afterMicros);
    }

    static Signal signal(String id, String symbol, Side side, Plan plan) {
        SequencedEvent cause = new SequencedEvent(0, 1, 1, START, START, quote(symbol, 1, 1, 0));
        return Signals.signal(id, cause, side, plan, START + 3_600_000_000L);
    }

    /** The plan of the README: stop 10 points away, last target 30, half at half way, 30 % at 80 %. */
    static Plan plan(Side side, double entry, double lots) {
        return new Plan(
                entry,
                away(side, entry, -10),
                away(side, entry, 15),
                away(side, entry, 30),
                lots,
                0.0005,
                List.of(
                        new Plan.Exit(away(side, entry, 15), 0.5, true),
                        new Plan.Exit(away(side, entry, 24), 0.3, false)));
    }

    /** A price so many ten-thousandths in the direction of profit, on the grid of the instrument as plans are. */
    private static double away(Side side, double entry, int tenThousandths) {
        return Math.round((entry + side.sign() * tenThousandths / 1e4) * 1e5) / 1e5;
    }
}
