package io.tickpilot.local.demo;

import io.tickpilot.bridge.terminal.OpenTrade;
import io.tickpilot.bridge.terminal.SimulatedTerminal;
import io.tickpilot.bridge.terminal.TerminalSnapshot;
import io.tickpilot.core.event.Tick;
import java.time.Duration;

/** The terminal that is written in Java. */
final class JavaTerminal implements DemoTerminal {
    private final SimulatedTerminal terminal;

    JavaTerminal(SimulatedTerminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void onTick(Tick tick) {
        terminal.onTick(tick);
    }

    @Override
    public TerminalView look() {
        TerminalSnapshot now = terminal.snapshot();
        return new TerminalView(
                now.trades().stream().map(JavaTerminal::trade).toList(),
                now.opened(),
                now.closed(),
                now.winRate(),
                now.realised(),
                now.equity());
    }

    private static TerminalView.Trade trade(OpenTrade open) {
        return new TerminalView.Trade(
                open.ticket(),
                open.symbol(),
                open.side(),
                open.lots(),
                open.entry(),
                open.stop(),
                open.price(),
                open.profit());
    }

    @Override
    public long errors() {
        return 0;
    }

    @Override
    public boolean flush(Duration timeout) throws InterruptedException {
        return terminal.flush(timeout);
    }

    @Override
    public void close() {
        terminal.close();
    }
}
