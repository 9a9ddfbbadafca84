package io.tickpilot.local.demo;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.terminal.TerminalSettings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.local.ea.BrokerAccount;
import io.tickpilot.local.ea.BrokerOrder;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Expert Advisor as the terminal of a demo. Its broker has the market's time, its link the world's. What it and the broker say is in
 * {@code experts.log} of its folder. When it dies the demo goes on without it and tells so as an error.
 */
final class EaTerminal implements DemoTerminal {
    private static final Logger LOG = LoggerFactory.getLogger(EaTerminal.class);
    private static final long LOOK_MILLIS = 250;
    /** The panel is half a second old at most. */
    private static final int QUIET_LOOKS = 4;

    private final TerminalSettings settings;
    private final Set<String> symbols;
    private final BufferedWriter log;
    private final ExpertTerminal expert;
    private TerminalView newest;
    private @Nullable RuntimeException death;

    /**
     * How to reach the bridge.
     *
     * @param marketClock whether its time is that of the ticks
     * @param keys secret file, null for a bridge that wants none
     */
    record Link(
            BridgeAddresses at,
            boolean marketClock,
            @Nullable Path keys) {}

    EaTerminal(CompiledExpert program, Path folder, TerminalSettings settings, Link link, List<Instrument> instruments)
            throws IOException {
        this.settings = settings;
        symbols = instruments.stream().map(Instrument::symbol).collect(Collectors.toSet());
        newest = new TerminalView(List.of(), 0, 0, Double.NaN, 0, settings.balance());
        Path files = Files.createDirectories(folder.resolve("MQL4/Files/Tickpilot"));
        if (link.keys() != null) {
            Files.copy(link.keys(), files.resolve("keys.txt"));
        }
        log = Files.newBufferedWriter(folder.resolve("experts.log"));
        expert = ExpertTerminal.start(
                program, folder, instruments, inputs(settings, link), broker(settings, instruments), this::note);
    }

    /** What the demo's own settings say, and wide limits where its market is faster than the world; else the EA's defaults. */
    private static Map<String, String> inputs(TerminalSettings settings, Link link) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("ControlAddresses", link.at().control());
        inputs.put("SignalAddresses", link.at().signals());
        inputs.put("AccountName", settings.account());
        inputs.put("ForwardTicks", "false");
        inputs.put("FollowStreamClock", Boolean.toString(link.marketClock()));
        // Prices come thousands a second while the market warms up: none waits for the EA to wait for a signal.
        inputs.put("ReceiveWaitMillis", "0");
        inputs.put("MaxSignalAgeMillis", "600000");
        inputs.put("MaxSpreadPoints", "100000");
        inputs.put("MaxDeviationPoints", Long.toString((long) Math.min(1e6, settings.maxDeviationPoints())));
        inputs.put(
                "MaxHoldMinutes", Long.toString(Math.max(1, settings.maxHold().toMinutes())));
        inputs.put("MaxPositions", Integer.toString(settings.maxOpen()));
        inputs.put("MaxPositionsPerSymbol", Integer.toString(settings.maxOpenPerSymbol()));
        return inputs;
    }

    private static List<String> broker(TerminalSettings settings, List<Instrument> instruments) {
        List<String> rules = instruments.stream()
                .map(instrument -> "symbol " + instrument.symbol() + " commission=" + settings.commissionPerLot())
                .collect(Collectors.toList());
        rules.add("set currency " + settings.currency());
        rules.add("set balance " + settings.balance());
        rules.add("set leverage " + Math.round(settings.leverage()));
        rules.add("set randomslippage " + Math.round(settings.slippagePoints()));
        rules.add("set seed " + settings.seed());
        return rules;
    }

    private void note(TerminalLine line) {
        String text = ExpertLine.text(line);
        if (!text.isEmpty()) {
            try {
                log.write(text);
                log.newLine();
                log.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("log of the Expert Advisor cannot be written", e);
            }
        }
    }

    @Override
    public void onTick(Tick tick) {
        boolean sound = tick.bid() > 0 && tick.ask() >= tick.bid() && tick.ask() < Double.POSITIVE_INFINITY;
        if (sound && symbols.contains(tick.symbol()) && isAlive()) {
            try {
                expert.quoteInItsTime(tick);
            } catch (ExpertKilledException | IllegalStateException e) {
                died(e);
            }
        }
    }

    private synchronized boolean isAlive() {
        return death == null;
    }

    private synchronized void died(RuntimeException e) {
        if (death == null) {
            death = e;
            LOG.error("the Expert Advisor is gone", e);
        }
    }

    /** After its death what was seen last. */
    @Override
    public TerminalView look() {
        if (isAlive()) {
            try {
                newest = view(expert.account());
            } catch (ExpertKilledException | IllegalStateException e) {
                died(e);
            }
        }
        return newest;
    }

    private TerminalView view(BrokerAccount account) {
        return new TerminalView(
                account.orders().stream().map(EaTerminal::trade).toList(),
                account.opened(),
                account.closed(),
                account.closed() == 0 ? Double.NaN : (double) account.won() / account.closed(),
                account.balance() - settings.balance(),
                account.equity());
    }

    private static TerminalView.Trade trade(BrokerOrder order) {
        return new TerminalView.Trade(
                order.ticket(),
                order.symbol(),
                order.side(),
                order.lots(),
                order.entry(),
                order.stop(),
                order.price(),
                order.profit());
    }

    @Override
    public synchronized long errors() {
        return death == null ? 0 : 1;
    }

    @Override
    public boolean flush(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        int quiet = 0;
        while (isAlive() && quiet < QUIET_LOOKS && System.nanoTime() < end) {
            quiet = expert.unacknowledged() == 0 ? quiet + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return quiet == QUIET_LOOKS;
    }

    @Override
    public void close() throws IOException {
        try {
            expert.close();
        } finally {
            log.close();
        }
    }
}
