package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.terminal.SimulatedTerminal;
import io.tickpilot.bridge.terminal.TerminalSettings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The terminal of the demo, which stands in for MetaTrader where no compiler is. */
class JavaTerminalContractTest extends TerminalContract {
    private static final Map<String, Instrument> INSTRUMENTS =
            Map.of("EURUSD", new Instrument("EURUSD", 5, 100_000, 0.01, 100, 0.01, "EUR", "USD"));

    @Override
    ContractTerminal terminal(ContractWorld world, Path folder) {
        return new Paper(world, folder);
    }

    private static final class Paper implements ContractTerminal {
        private final ContractWorld world;
        private final Path folder;
        private SimulatedTerminal terminal;
        private double lastBid = 1.10000;
        private long ticks;

        Paper(ContractWorld world, Path folder) {
            this.world = world;
            this.folder = folder;
        }

        @Override
        public void start() {
            TerminalSettings settings = new TerminalSettings(
                    world.account(), "USD", 10_000, 0, 20, 0, Duration.ofMinutes(30), 10, 3, 1, 100);
            terminal = SimulatedTerminal.connect(
                    settings, world.addresses(), MarketClock.system(), INSTRUMENTS::get, folder.resolve("traded"));
            quote(lastBid);
        }

        @Override
        public void quote(double bid) {
            lastBid = bid;
            double ask = Math.round((bid + 0.0001) * 1e5) / 1e5;
            terminal.onTick(new Tick("EURUSD", MarketClock.system().micros(), bid, ask, 0, 0, "test", ++ticks));
        }

        @Override
        public void stop() {
            terminal.close();
        }

        @Override
        public void close() {
            if (terminal != null) {
                terminal.close();
            }
        }
    }
}
