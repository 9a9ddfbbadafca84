package io.tickpilot.mql4;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickpilot.mql4.build.CompiledExpert;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** Drives {@code Puppet.mq4}, an expert that calls one function of MQL4 for each line it is given. */
final class Puppet implements AutoCloseable {
    private final SimulatedMt4 terminal;

    private Puppet(SimulatedMt4 terminal) {
        this.terminal = terminal;
    }

    static Path source(String name) {
        try {
            return Path.of(Puppet.class.getResource("/experts/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Skips the test where g++ is absent. */
    static CompiledExpert compiled(String name) {
        assumeTrue(SimulatedMt4.isPossible(), "g++ is absent: experts cannot be run");
        return SimulatedMt4.compile(source(name), List.of(source(name).getParent()));
    }

    /** A terminal with a clock at 2026-11-18 (a Wednesday) 12:00:00 UTC and one quote of EURUSD: 1.10000 1.10010. */
    static Puppet in(Path folder, String... setup) {
        TerminalOptions options = TerminalOptions.in(folder)
                .first("clock 1795003200000000", "set balance 10000", "symbol EURUSD")
                .first(setup);
        Puppet puppet = new Puppet(SimulatedMt4.start(compiled("Puppet.mq4"), options));
        puppet.terminal.tick("EURUSD", 1.1, 1.1001);
        return puppet;
    }

    SimulatedMt4 terminal() {
        return terminal;
    }

    /** What the function returned, a blank, and the error code it left. */
    String does(String words) {
        List<TerminalLine> lines = terminal.command("edit puppet " + TerminalLine.encode(words));
        return lines.stream()
                .filter(line -> line.word().equals("PRINT") && line.text("text").startsWith("= "))
                .map(line -> line.text("text").substring(2))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** Opens at the market and gives the ticket. */
    int opens(int type, double lots, double stopLoss, double takeProfit) {
        String price = type == 0 ? "1.1001" : "1.1000";
        String answer = does(
                "send EURUSD " + type + " " + lots + " " + price + " 5 " + stopLoss + " " + takeProfit + " mine 7");
        return Integer.parseInt(answer.split(" ")[0]);
    }

    TerminalLine last(String event) {
        List<TerminalLine> events = terminal.events(event);
        return events.get(events.size() - 1);
    }

    @Override
    public void close() {
        terminal.close();
    }
}
