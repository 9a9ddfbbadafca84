package io.tickpilot.local.ea;

import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.core.market.Side;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalLine;
import io.tickpilot.mql4.TerminalOptions;
import io.tickpilot.mql4.build.CompiledExpert;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Expert Advisor's real source in a process of its own: a simulated terminal with a simulated broker, whose prices are given
 * here. Thread-safe.
 */
public final class ExpertTerminal implements AutoCloseable {
    /** MQL4's number of OBJPROP_TEXT. */
    private static final String TEXT_PROPERTY = "1201";

    private static final String KILL_BUTTON = "Tickpilot.kill";

    private static final Pattern UNACKNOWLEDGED = Pattern.compile("sent +(\\d+) unacknowledged.*");

    private final SimulatedMt4 terminal;
    private final BrokerTally tally;

    private ExpertTerminal(SimulatedMt4 terminal, BrokerTally tally) {
        this.terminal = terminal;
        this.tally = tally;
    }

    /**
     * Translates and compiles; a minute the first time.
     *
     * @param mql4 folder of the EA's sources
     */
    public static CompiledExpert compile(Path mql4) {
        return SimulatedMt4.compile(mql4.resolve("Experts/Tickpilot.mq4"), List.of(mql4.resolve("Include")));
    }

    /**
     * Returns once the EA runs.
     *
     * @param data the terminal's folder, with what it remembers
     * @param instruments that the broker has; the chart shows the first
     * @param rules of the broker, commands of the simulated terminal
     * @param lines gets all that happens, in order, and must not ask this terminal
     * @throws IllegalStateException when the EA refuses to start
     */
    public static ExpertTerminal start(
            CompiledExpert expert,
            Path data,
            List<Instrument> instruments,
            Map<String, String> inputs,
            List<String> rules,
            Consumer<TerminalLine> lines) {
        List<String> setup = new ArrayList<>();
        setup.add("chart " + instruments.get(0).symbol() + " 1");
        instruments.forEach(instrument -> setup.add(declaration(instrument)));
        setup.addAll(rules);
        SimulatedMt4 terminal = SimulatedMt4.prepare(expert, new TerminalOptions(data, inputs, setup));
        BrokerTally tally = new BrokerTally();
        terminal.listen(line -> {
            synchronized (tally) {
                tally.take(line);
            }
            lines.accept(line);
        });
        try {
            attach(terminal);
        } catch (RuntimeException e) {
            terminal.kill();
            throw e;
        }
        return new ExpertTerminal(terminal, tally);
    }

    private static void attach(SimulatedMt4 terminal) {
        List<TerminalLine> started = terminal.command("start");
        boolean refused = started.stream().anyMatch(line -> line.isEvent("INIT") && line.whole("code") != 0);
        if (refused) {
            List<String> prints = terminal.prints();
            throw new IllegalStateException(
                    prints.isEmpty() ? "the Expert Advisor refuses to start" : prints.get(prints.size() - 1));
        }
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
     * A price at the broker now.
     *
     * @throws io.tickpilot.mql4.ExpertKilledException when the EA dies of it
     */
    public void quote(Tick tick) {
        terminal.tick(tick.symbol(), tick.bid(), tick.ask());
    }

    /**
     * A price of a market that has a time of its own, which becomes the broker's.
     *
     * @throws io.tickpilot.mql4.ExpertKilledException when the EA dies of it
     */
    public void quoteInItsTime(Tick tick) {
        terminal.tick(tick.symbol(), tick.bid(), tick.ask(), tick.eventTimeMicros());
    }

    public BrokerAccount account() {
        List<BrokerOrder> orders = terminal.command("orders").stream()
                .filter(line -> line.word().equals("ORDER"))
                .map(ExpertTerminal::order)
                .toList();
        TerminalLine account = terminal.command("account").stream()
                .filter(line -> line.word().equals("ACCOUNT"))
                .findFirst()
                .orElseThrow();
        synchronized (tally) {
            return new BrokerAccount(
                    orders,
                    tally.opened(),
                    tally.closed(),
                    tally.won(),
                    account.number("balance"),
                    account.number("equity"),
                    account.text("currency"));
        }
    }

    private static BrokerOrder order(TerminalLine line) {
        return new BrokerOrder(
                line.whole("ticket"),
                line.text("symbol"),
                line.whole("type") == 0 ? Side.BUY : Side.SELL,
                line.number("lots"),
                line.number("open"),
                line.number("sl"),
                line.number("close"),
                line.number("profit"));
    }

    /** A row of the EA's panel, from 0; half a second old at most. Empty while there is none. */
    public String panelRow(int row) {
        String name = "Tickpilot.row" + row;
        return terminal.command("objects").stream()
                .filter(line ->
                        line.word().equals("OBJECT") && line.text("name").equals(name))
                .map(line -> line.text(TEXT_PROPERTY))
                .findFirst()
                .orElse("");
    }

    /** Messages that the EA repeats until the bridge has them, as its panel tells. */
    public int unacknowledged() {
        Matcher row = UNACKNOWLEDGED.matcher(panelRow(2));
        return row.matches() ? Integer.parseInt(row.group(1)) : Integer.MAX_VALUE;
    }

    /** Presses the panel's button that forbids entries, and allows them again. */
    public void pressKillSwitch() {
        terminal.command("click " + KILL_BUTTON);
    }

    /** Ends the process as a crash would; the broker's books stay. */
    public void kill() {
        terminal.kill();
    }

    @Override
    public void close() {
        terminal.close();
    }
}
