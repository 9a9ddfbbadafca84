package io.tickpilot.local.ea;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalLine;
import io.tickpilot.mql4.TerminalOptions;
import io.tickpilot.mql4.build.CompiledExpert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The Expert Advisor's real source, in a simulated terminal, at the prices of a simulated market as they come in real time. It
 * sends them to its bridge and trades what comes back.
 */
public final class ExpertSimulation implements AutoCloseable {
    private final SimulatedMt4 terminal;

    private ExpertSimulation(SimulatedMt4 terminal) {
        this.terminal = terminal;
    }

    /**
     * Translates, compiles and starts; a minute the first time.
     *
     * @param data the terminal's folder, with what it remembers
     * @param inputs of the EA, over what is needed here
     */
    public static ExpertSimulation start(
            Path mql4, Path data, List<Instrument> instruments, Map<String, String> inputs) {
        CompiledExpert expert =
                SimulatedMt4.compile(mql4.resolve("Experts/Tickpilot.mq4"), List.of(mql4.resolve("Include")));
        Map<String, String> all = new LinkedHashMap<>();
        all.put("ForwardSymbols", instruments.stream().map(Instrument::symbol).collect(Collectors.joining(",")));
        all.putAll(inputs);
        TerminalOptions options = new TerminalOptions(data, all, List.of())
                .first("chart " + instruments.get(0).symbol() + " 1");
        for (Instrument instrument : instruments) {
            options = options.first(declaration(instrument));
        }
        return new ExpertSimulation(SimulatedMt4.start(expert, options));
    }

    private static String declaration(Instrument instrument) {
        return String.format(
                Locale.ROOT,
                "symbol %s digits=%d base=%s profit=%s contract=%s minlot=%s maxlot=%s lotstep=%s",
                instrument.symbol(),
                instrument.digits(),
                instrument.baseCurrency(),
                instrument.quoteCurrency(),
                instrument.contractSize(),
                instrument.minLots(),
                instrument.maxLots(),
                instrument.lotStep());
    }

    /**
     * Quotes until the time is over.
     *
     * @param market that begins now
     * @param lines gets what the EA printed and the broker did
     */
    public void run(SimulatedMarket market, Duration length, Consumer<String> lines) throws InterruptedException {
        terminal.lines().forEach(line -> lines.accept(text(line)));
        terminal.listen(line -> lines.accept(text(line)));
        long begin = System.nanoTime();
        long first = market.nextMicros();
        while (true) {
            long due = TimeUnit.MICROSECONDS.toNanos(market.nextMicros() - first) - (System.nanoTime() - begin);
            if (TimeUnit.MICROSECONDS.toNanos(market.nextMicros() - first) > length.toNanos()) {
                return;
            }
            if (due > 0) {
                TimeUnit.NANOSECONDS.sleep(due);
            }
            Tick tick = market.next();
            terminal.tick(tick.symbol(), tick.bid(), tick.ask());
        }
    }

    /** The account: balance, equity and the number of open positions. */
    public TerminalLine account() {
        return terminal.command("account").get(0);
    }

    private static String text(TerminalLine line) {
        return line.word().equals("PRINT")
                ? line.text("text")
                : (line.word() + " " + line.name()).strip() + " " + line.values();
    }

    @Override
    public void close() {
        terminal.close();
    }
}
