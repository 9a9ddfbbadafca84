package io.tickpilot.local.cli;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.local.Home;
import io.tickpilot.local.demo.DemoOptions;
import io.tickpilot.local.demo.DemoResult;
import io.tickpilot.local.demo.DemoRuntime;
import io.tickpilot.local.demo.DemoScreen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything on this machine, with a live view. */
@Command(
        name = "demo",
        description =
                "Runs the whole system on this machine: market, bridge, Kafka, Flink, PostgreSQL, a terminal that trades on paper.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without --config it runs conf/demo.yaml. Ends with Ctrl-C, after --for, or at the end of recorded data.",
            "Example: ./tickpilot demo --headless --for 2m --json"
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config;

    @Mixin
    private RecordedData data;

    @Option(names = "--speed", paramLabel = "N|max", description = "Market seconds per second. Default: as configured.")
    private String speed = "";

    @Option(names = "--curve", description = "Encrypts every ZeroMQ connection, with keys made for this run.")
    private boolean curve;

    @Option(
            names = "--terminal",
            paramLabel = "KIND",
            description =
                    "java; ea: the Expert Advisor's source, which takes g++ and libzmq; auto: ea where it can run."
                            + " Default: as configured.")
    private String terminal = "";

    @Option(names = "--headless", description = "No live view.")
    private boolean headless;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long, such as 60s or 5m, counted from when everything runs.")
    private String length = "";

    @Option(names = "--json", description = "Ends with one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (config.isDefaultFile()) {
            config.useFile("conf/demo.yaml");
        }
        if (!speed.isEmpty()) {
            config.override("demo.speed", speed);
        }
        if (!terminal.isEmpty()) {
            config.override("demo.terminal", terminal);
        }
        if (curve) {
            config.override("bridge.curve", "required");
        }
        Duration wanted = duration();
        Configuration loaded = Configuration.load(config);
        EngineSettings engine = loaded.engineWithFiles();
        DemoOptions options = new DemoOptions(
                engine,
                Agents.of(engine),
                loaded.bridge(),
                loaded.signals(),
                loaded.archive(),
                loaded.terminal(),
                loaded.supervisionWithFiles(),
                loaded.demo(),
                data.isGiven() ? data.inputs() : List.of(),
                Home.state().resolve("demo"));
        DemoResult result;
        try (DemoRuntime demo = DemoRuntime.start(options, System.err::println);
                DemoScreen screen =
                        headless ? DemoScreen.none() : DemoScreen.on(System.out, System.console() != null)) {
            result = demo.runFor(wanted, screen::show);
        }
        if (json) {
            System.out.println(Json.line(result));
        } else {
            System.out.printf(
                    "%d ticks, %d decisions, %d signals, %d trades opened, %d closed, P&L %.2f, %d errors%n",
                    result.ticks(),
                    result.decisions(),
                    result.signals(),
                    result.tradesOpened(),
                    result.tradesClosed(),
                    result.pnl(),
                    result.errors());
        }
        return result.errors() == 0 ? Failures.DONE : Failures.FAILED;
    }

    /** Endless when not given. */
    private Duration duration() {
        if (length.isEmpty()) {
            return Duration.ofDays(36_500);
        }
        Settings settings = Settings.parse("", Map.of("for", length));
        Duration duration = settings.duration("for", Duration.ZERO);
        settings.check();
        if (duration.isZero()) {
            throw new ConfigException("--for: must be a time above 0 with a unit such as 60s or 5m: " + length);
        }
        return duration;
    }
}
