package io.tickpilot.local.demo;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.terminal.SimulatedTerminal;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.local.Home;
import io.tickpilot.local.ea.ExpertTerminal;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.build.CompiledExpert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which terminal a demo has; the Expert Advisor is compiled before anything else runs. */
final class TerminalChoice {
    private final DemoOptions options;
    private final @Nullable CompiledExpert expert;

    private TerminalChoice(DemoOptions options, @Nullable CompiledExpert expert) {
        this.options = options;
        this.expert = expert;
    }

    /** @throws io.tickpilot.core.config.ConfigException when the machine lacks what the wanted one takes */
    static TerminalChoice of(DemoOptions options, Consumer<String> log) {
        if (options.demo().terminal().chosen(SimulatedMt4::lacks) == TerminalKind.JAVA) {
            return new TerminalChoice(options, null);
        }
        log.accept("tickpilot: compiling the Expert Advisor; a minute the first time");
        return new TerminalChoice(options, ExpertTerminal.compile(Home.path().resolve("mql4")));
    }

    /** As {@code --terminal} has it. */
    String name() {
        return (expert == null ? TerminalKind.JAVA : TerminalKind.EA).name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param clock follows the market
     * @param symbols of the market; the Expert Advisor's chart shows the first
     */
    DemoTerminal connect(
            BridgeAddresses at, MarketClock clock, DemoKeys keys, List<String> symbols, Consumer<String> log)
            throws IOException {
        if (expert == null) {
            return new JavaTerminal(SimulatedTerminal.connect(
                    options.terminal(),
                    at,
                    clock,
                    keys.terminal(),
                    options.engine().instruments()::find,
                    options.folder().resolve("terminal.journal")));
        }
        List<Instrument> instruments = symbols.stream()
                .map(options.engine().instruments()::find)
                .filter(Objects::nonNull)
                .toList();
        if (instruments.isEmpty()) {
            throw new ConfigException("demo.terminal: ea needs an instrument that is configured: " + symbols);
        }
        Path folder = options.folder().resolve("terminal");
        boolean marketClock = options.bridge().clock() == BridgeSettings.ClockMode.MARKET;
        EaTerminal terminal = new EaTerminal(
                expert,
                folder,
                options.terminal(),
                new EaTerminal.Link(at, marketClock, keys.terminalFile()),
                instruments);
        log.accept("tickpilot: Expert Advisor in " + folder + ", its log experts.log");
        return terminal;
    }
}
