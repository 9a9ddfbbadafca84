package io.tickpilot.e2e;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.bridge.terminal.OpenTrade;
import io.tickpilot.bridge.terminal.SimulatedTerminal;
import io.tickpilot.bridge.terminal.TerminalSettings;
import io.tickpilot.bridge.terminal.TerminalSnapshot;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.feeds.SimulatedMarket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A terminal that trades on paper in the market of {@link KillLoopMarket}, until a line comes in; then it stands still, sends what
 * it has not sent, and says what it holds. Arguments: journal file, addresses of control, signals and WebSockets, key file, the
 * market's beginning.
 */
final class TerminalMain {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long BEFORE_MICROS = 30_000_000L;

    private TerminalMain() {}

    public static void main(String[] args) throws Exception {
        TerminalSettings settings = new TerminalSettings(
                "paper-1", "USD", 1e6, 2, 1e9, 7, Duration.ofSeconds(12), 100_000, 100_000, 1, 100);
        EngineSettings engine = EngineSettings.from(Settings.parse(KillLoopMarket.YAML, Map.of()));
        SimulatedTerminal terminal = SimulatedTerminal.connect(
                settings,
                new BridgeAddresses(args[2], args[1], "", "", args[3]),
                MarketClock.system(),
                KeyFolder.readClient(Path.of(args[4])),
                engine.instruments()::find,
                Path.of(args[0]));
        SimulatedMarket market = KillLoopMarket.from(Long.parseLong(args[5]));
        long from = MarketClock.system().micros() - BEFORE_MICROS;
        System.out.println("terminal ready");
        while (System.in.available() == 0) {
            while (market.nextMicros() <= MarketClock.system().micros()) {
                Tick tick = market.next();
                if (tick.eventTimeMicros() >= from) {
                    terminal.onTick(tick);
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!terminal.flush(Duration.ofSeconds(1)) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        say(terminal.snapshot());
    }

    private static void say(TerminalSnapshot snapshot) {
        for (OpenTrade trade : snapshot.trades()) {
            System.out.println(
                    "holds: " + trade.symbol() + " " + trade.strategy() + " " + trade.side() + " " + trade.lots());
        }
        System.out.println("terminal done: opened=" + snapshot.opened() + " closed=" + snapshot.closed() + " rejected="
                + snapshot.rejected());
    }
}
