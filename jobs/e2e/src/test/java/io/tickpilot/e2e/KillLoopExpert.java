package io.tickpilot.e2e;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.InstrumentCatalogue;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.local.ea.BrokerAccount;
import io.tickpilot.local.ea.ExpertLine;
import io.tickpilot.local.ea.ExpertTerminal;
import io.tickpilot.mql4.ExpertKilledException;
import io.tickpilot.mql4.TerminalLine;
import io.tickpilot.mql4.build.CompiledExpert;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The Expert Advisor's own source as a terminal of {@link KillLoopMarket}: its process is killed, its broker's books stay. What it
 * says is in {@code expert.out}.
 */
final class KillLoopExpert implements AutoCloseable {
    static final String ACCOUNT = "mt4-1";
    static final double BALANCE = 1e6;
    private static final long BEFORE_MICROS = 30_000_000L;
    /** The panel that tells of unacknowledged messages is half a second old at most. */
    private static final Duration TOLD_FOR = Duration.ofSeconds(1);

    private final CompiledExpert program;
    private final Path folder;
    private final Map<String, String> inputs;
    private final SimulatedMarket market;
    private final BufferedWriter said;
    private final Thread broker = new Thread(this::quote, "broker");
    private @Nullable ExpertTerminal terminal;
    private volatile boolean quoting = true;
    private volatile @Nullable RuntimeException death;

    /**
     * How to reach the bridges.
     *
     * @param keys secret file
     */
    record Link(String control, String signals, String webSocket, Path keys) {}

    KillLoopExpert(CompiledExpert program, Path folder, Link link, SimulatedMarket market) throws IOException {
        this.program = program;
        this.folder = folder;
        this.market = market;
        inputs = Map.ofEntries(
                Map.entry("AccountName", ACCOUNT),
                Map.entry("ControlAddresses", link.control()),
                Map.entry("SignalAddresses", link.signals()),
                Map.entry("WebSocketAddress", link.webSocket()),
                Map.entry("ForwardTicks", "false"),
                Map.entry("MaxSignalAgeMillis", "600000"),
                Map.entry("MaxSpreadPoints", "100000"),
                Map.entry("MaxDeviationPoints", "100000"),
                Map.entry("MaxBarAtr", "0"),
                Map.entry("StaleFeedSeconds", "3600"),
                Map.entry("MaxPositions", "1000"),
                Map.entry("MaxPositionsPerSymbol", "1000"),
                Map.entry("MaxTotalLots", "1000"),
                Map.entry("MaxHoldMinutes", "0"));
        Path files = Files.createDirectories(folder.resolve("MQL4/Files/Tickpilot"));
        Files.copy(link.keys(), files.resolve("keys.txt"));
        said = Files.newBufferedWriter(folder.resolve("expert.out"));
        broker.setDaemon(true);
    }

    /** Attaches the EA and begins to quote to it. */
    void begin() {
        start(List.of("set currency USD", "set balance " + BALANCE, "set randomslippage 2"));
        broker.start();
    }

    /** @param rules of the broker that are not in its books */
    private synchronized void start(List<String> rules) {
        List<Instrument> instruments = KillLoopMarket.SYMBOLS.stream()
                .map(InstrumentCatalogue.presets()::find)
                .toList();
        terminal = ExpertTerminal.start(program, folder, instruments, inputs, rules, this::note);
    }

    private void note(TerminalLine line) {
        String text = ExpertLine.text(line);
        if (!text.isEmpty()) {
            try {
                said.write(text);
                said.newLine();
                said.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Since its process was started. */
    boolean hasTraded() {
        return terminal.account().opened() > 0;
    }

    synchronized void killAndStart() {
        terminal.kill();
        start(List.of("set currency USD", "set randomslippage 2"));
    }

    private void quote() {
        long from = KillLoopWorld.nowMicros() - BEFORE_MICROS;
        try {
            while (quoting) {
                while (quoting && market.nextMicros() <= KillLoopWorld.nowMicros()) {
                    Tick tick = market.next();
                    if (tick.eventTimeMicros() >= from) {
                        quote(tick);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExpertKilledException e) {
            death = e;
        }
    }

    private synchronized void quote(Tick tick) {
        terminal.quote(tick);
    }

    /** The market stands still and nothing is opened any more; then the account, when the bridge has every report of it. */
    BrokerAccount stop(Duration patience) throws InterruptedException {
        quoting = false;
        broker.join();
        if (death != null) {
            throw death;
        }
        terminal.pressKillSwitch();
        Awaitility.await().atMost(patience).during(TOLD_FOR).until(() -> terminal.unacknowledged() == 0);
        return terminal.account();
    }

    @Override
    public void close() throws Exception {
        quoting = false;
        broker.join();
        if (terminal != null) {
            terminal.close();
        }
        said.close();
    }
}
