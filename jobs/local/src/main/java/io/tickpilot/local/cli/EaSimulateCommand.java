package io.tickpilot.local.cli;

import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.curve.GuardSettings;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.local.Home;
import io.tickpilot.local.ea.BrokerAccount;
import io.tickpilot.local.ea.ExpertLine;
import io.tickpilot.local.ea.ExpertSimulation;
import io.tickpilot.local.ea.ExpertTerminal;
import io.tickpilot.local.ea.StreamClockProbe;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalLine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The Expert Advisor against a running bridge, without MetaTrader. */
@Command(
        name = "simulate",
        description = "Runs the Expert Advisor's source here, in a simulated terminal, against a running bridge.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Needs g++ and libzmq (Debian: apt-get install g++ libzmq3-dev). The terminal's prices are simulated in real time; the",
            "EA forwards them to the bridge, so that one bridge and one hot job are a whole system. Not for the bridge of a demo,",
            "whose market has a time of its own: ./tickpilot demo --terminal ea.",
            "Example: ./tickpilot ea simulate --symbols EURUSD,GBPUSD --seconds 300"
        })
final class EaSimulateCommand implements Callable<Integer> {
    private static final Duration DIALLING = Duration.ofSeconds(10);
    private static final Duration LISTENING = Duration.ofSeconds(30);
    private static final long CLOCKS_APART_MICROS = 60_000_000L;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--symbols", split = ",", paramLabel = "NAME", description = "Default: EURUSD.")
    private List<String> symbols = List.of("EURUSD");

    @Option(names = "--seconds", paramLabel = "N", description = "Default: 300.")
    private int seconds = 300;

    @Option(names = "--seed", paramLabel = "N", description = "Of the market. Default: 1.")
    private long seed = 1;

    @Option(names = "--data", paramLabel = "DIR", description = "The terminal's folder. Default: .tickpilot/terminal.")
    private Path data = Home.state().resolve("terminal");

    @Option(names = "--input", paramLabel = "NAME=VALUE", description = "Of the EA; may be given again.")
    private Map<String, String> inputs = new LinkedHashMap<>();

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        String lacks = SimulatedMt4.lacks();
        if (!lacks.isEmpty()) {
            throw new ConfigException("ea simulate needs " + lacks);
        }
        Configuration configuration = Configuration.load(config);
        List<Instrument> instruments = instruments(configuration);
        Map<String, String> all = withBridge(configuration.bridge());
        if (configuration.bridge().guard().curve() == GuardSettings.Curve.OFF) {
            checkBridge(all.getOrDefault("SignalAddresses", "").split(",")[0]);
        }
        BrokerAccount account = simulate(instruments, all);
        if (json) {
            System.out.println(Json.line(account));
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "%d positions opened, %d closed, %d open, balance %.2f %s, equity %.2f%n",
                    account.opened(),
                    account.closed(),
                    account.orders().size(),
                    account.balance(),
                    account.currency(),
                    account.equity());
        }
        return Failures.DONE;
    }

    private BrokerAccount simulate(List<Instrument> instruments, Map<String, String> all) throws InterruptedException {
        System.err.println("tickpilot: compiling the Expert Advisor; a minute the first time");
        try (ExpertTerminal terminal = ExpertTerminal.start(
                ExpertTerminal.compile(Home.path().resolve("mql4")),
                data,
                instruments,
                all,
                List.of(),
                EaSimulateCommand::say)) {
            long now = System.currentTimeMillis() * 1_000;
            new ExpertSimulation(terminal, System.err::println)
                    .run(new SimulatedMarket(SimulatedMarketSpec.of(symbols, now, seed)), Duration.ofSeconds(seconds));
            return terminal.account();
        }
    }

    private static void say(TerminalLine line) {
        String text = ExpertLine.text(line);
        if (!text.isEmpty()) {
            System.err.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
        }
    }

    /** A bridge that is not there, or whose time is another, is told of before a minute is waited for nothing. */
    private static void checkBridge(String signals) {
        OptionalLong clock = StreamClockProbe.hear(signals, DIALLING, LISTENING);
        if (clock.isEmpty()) {
            throw new ConfigException("no bridge is heard at " + signals + ": start one with ./tickpilot bridge");
        }
        long now = System.currentTimeMillis() * 1_000;
        if (Math.abs(clock.getAsLong() - now) > CLOCKS_APART_MICROS) {
            throw new ConfigException("the bridge at " + signals + " has a market's time, "
                    + Instant.ofEpochSecond(0, clock.getAsLong() * 1_000).truncatedTo(ChronoUnit.SECONDS)
                    + ": for a demo use ./tickpilot demo --terminal ea");
        }
    }

    private List<Instrument> instruments(Configuration configuration) {
        List<Instrument> instruments = new ArrayList<>();
        for (String symbol : symbols) {
            Instrument instrument = configuration.engine().instruments().find(symbol);
            if (instrument == null) {
                throw new ConfigException("--symbols: unknown instrument: " + symbol);
            }
            instruments.add(instrument);
        }
        return instruments;
    }

    /** The bridge of the configuration, unless the inputs name another. */
    private Map<String, String> withBridge(BridgeSettings bridge) {
        String host = bridge.bind().equals("0.0.0.0") ? "127.0.0.1" : bridge.bind();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("ControlAddresses", "tcp://" + host + ":" + bridge.ports().control());
        all.put("SignalAddresses", "tcp://" + host + ":" + bridge.ports().signals());
        all.put("ForwardSymbols", symbols.stream().collect(Collectors.joining(",")));
        all.putAll(inputs);
        return all;
    }
}
