package io.tickpilot.local.demo;

import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeStats;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.signal.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what the parts of a running demo tell. Thread-confined. */
final class DemoObserver {
    private static final int TRADES_SHOWN = 6;

    private final DemoOptions options;
    private final List<String> symbols;
    private final Map<String, Tick> quotes;
    private final BridgeServer bridge;
    private final DemoTerminal terminal;
    private final LiveTail tail;
    private final MarketDriver driver;
    private final Map<String, String> links;
    private double lastSeconds;
    private long lastTicks;
    private long lastDecisions;
    private @Nullable DemoSnapshot newest;

    DemoObserver(
            DemoOptions options,
            List<String> symbols,
            Map<String, Tick> quotes,
            BridgeServer bridge,
            DemoTerminal terminal,
            LiveTail tail,
            MarketDriver driver,
            Map<String, String> links) {
        this.options = options;
        this.symbols = symbols;
        this.quotes = quotes;
        this.bridge = bridge;
        this.terminal = terminal;
        this.tail = tail;
        this.driver = driver;
        this.links = links;
    }

    /** @param flinkErrors restarts of jobs */
    DemoSnapshot look(double secondsUp, Map<String, Percentiles> latencies, long flinkErrors) {
        BridgeStats.Snapshot stats = bridge.stats();
        TerminalView trades = terminal.look();
        long decisions = tail.decisionCount();
        double seconds = Math.max(1e-3, secondsUp - lastSeconds);
        DemoSnapshot snapshot = new DemoSnapshot(
                options.engine().mode().name(),
                driver.marketMicros(),
                secondsUp,
                options.demo().speed(),
                symbols.stream().map(this::row).toList(),
                tail.signals(),
                tail.halts(),
                tail.feedback(Feedback::lines),
                trades.trades().stream()
                        .limit(TRADES_SHOWN)
                        .map(DemoObserver::describe)
                        .toList(),
                new DemoSnapshot.Counts(
                        stats.ticks(),
                        tail.rejected().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        decisions,
                        tail.signalCount(),
                        trades.opened(),
                        trades.closed(),
                        trades.winRate(),
                        tail.errorCount()
                                + terminal.errors()
                                + flinkErrors
                                + stats.journalFailures()
                                + stats.refused()
                                + stats.malformed()),
                trades.realised(),
                trades.equity(),
                options.terminal().currency(),
                new DemoSnapshot.Rates((stats.ticks() - lastTicks) / seconds, (decisions - lastDecisions) / seconds),
                latencies,
                links);
        lastSeconds = secondsUp;
        lastTicks = stats.ticks();
        lastDecisions = decisions;
        newest = snapshot;
        return snapshot;
    }

    private DemoSnapshot.Row row(String symbol) {
        Tick tick = quotes.get(symbol);
        Decision decision = tail.newest(symbol);
        Instrument instrument = options.engine().instruments().find(symbol);
        return new DemoSnapshot.Row(
                symbol,
                instrument == null ? 5 : instrument.digits(),
                tick == null ? Double.NaN : tick.bid(),
                tick == null ? Double.NaN : tick.ask(),
                decision == null ? Double.NaN : decision.sell(),
                decision == null ? Double.NaN : decision.hold(),
                decision == null ? Double.NaN : decision.buy(),
                decision == null ? "" : LiveTail.describe(decision),
                tail.regime(symbol));
    }

    private static String describe(TerminalView.Trade trade) {
        return String.format(
                Locale.ROOT,
                "#%d %s %s %.2f lots at %.6g, stop %.6g, now %.6g: %+.2f",
                trade.ticket(),
                trade.symbol(),
                trade.side(),
                trade.lots(),
                trade.entry(),
                trade.stop(),
                trade.price(),
                trade.profit());
    }

    /**
     * The newest look as a result.
     *
     * @param terminalKind what traded
     */
    DemoResult result(String terminalKind) {
        DemoSnapshot s = newest;
        if (s == null) {
            throw new IllegalStateException("nobody looked at the demo");
        }
        return new DemoResult(
                s.counts().ticks(),
                tail.rejected(),
                s.counts().decisions(),
                s.counts().signals(),
                s.counts().opened(),
                s.counts().closed(),
                s.pnl(),
                s.counts().errors(),
                tail.feedback(Feedback::weights),
                tail.feedback(Feedback::breakers),
                tail.feedback(Feedback::blocks),
                tail.feedback(Feedback::keptBack),
                terminalKind,
                s.latencyMicros(),
                s.links());
    }
}
