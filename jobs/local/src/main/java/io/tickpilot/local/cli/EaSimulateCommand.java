package io.tickpilot.local.cli;

import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.market.Instrument;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.local.Home;
import io.tickpilot.local.ea.ExpertSimulation;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "Needs g++ and libzmq (Debian: apt-get install g++ libzmq3-dev). The terminal's prices are simulated; the EA forwards",
            "them to the bridge, so that one bridge and one hot job are a whole system.",
            "Example: ./tickpilot ea simulate --symbols EURUSD,GBPUSD --seconds 300"
        })
final class EaSimulateCommand implements Callable<Integer> {
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

    @Override
    public Integer call() throws InterruptedException {
        if (!SimulatedMt4.isPossible()) {
            throw new ConfigException("g++ is missing; Debian: apt-get install g++ libzmq3-dev");
        }
        Configuration configuration = Configuration.load(config);
        long now = System.currentTimeMillis() * 1_000;
        try (ExpertSimulation simulation = ExpertSimulation.start(
                Home.path().resolve("mql4"), data, instruments(configuration), withBridge(configuration.bridge()))) {
            simulation.run(
                    new SimulatedMarket(SimulatedMarketSpec.of(symbols, now, seed)),
                    Duration.ofSeconds(seconds),
                    System.err::println);
            TerminalLine account = simulation.account();
            System.out.println("balance " + account.text("balance") + " " + account.text("currency") + ", equity "
                    + account.text("equity") + ", open positions " + account.text("orders"));
        }
        return Failures.DONE;
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
        all.putAll(inputs);
        return all;
    }
}
