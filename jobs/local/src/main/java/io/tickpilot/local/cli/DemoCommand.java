package io.tickpilot.local.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.local.Home;
import io.tickpilot.local.demo.DemoOptions;
import io.tickpilot.local.demo.DemoResult;
import io.tickpilot.local.demo.DemoRuntime;
import io.tickpilot.local.demo.DemoScreen;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            "Without --config it runs conf/demo.yaml. Ends with Ctrl-C, after --for, by --until, or at the end of recorded data.",
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

    @Option(
            names = "--until",
            paramLabel = "NUMBER",
            description = "Ends once this number of the JSON object is above 0, such as trades_closed or"
                    + " breakers.half_open. Repeatable: all of them.")
    private List<String> until = List.of();

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
        checkUntil();
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
            result = demo.runFor(wanted, this::isEnough, screen::show);
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

    private void checkUntil() {
        List<String> known = Arrays.stream(DemoResult.class.getRecordComponents())
                .map(component -> component.getAccessor().getAnnotation(JsonProperty.class))
                .filter(Objects::nonNull)
                .map(JsonProperty::value)
                .toList();
        for (String number : until) {
            if (!known.contains(number.split("\\.", 2)[0])) {
                throw new ConfigException("--until: the result has no " + number + ", but " + String.join(", ", known));
            }
        }
    }

    private boolean isEnough(DemoResult result) {
        JsonNode numbers = Json.tree(result);
        return !until.isEmpty()
                && until.stream()
                        .allMatch(number ->
                                numbers.at('/' + number.replace('.', '/')).asDouble() > 0);
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
