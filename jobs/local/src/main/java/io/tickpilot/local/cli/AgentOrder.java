package io.tickpilot.local.cli;

import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.curve.ClientKeys;
import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.event.Command;
import io.tickpilot.local.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An operator's order about an agent, sent to the bridge and waited for until the journal has it. */
abstract class AgentOrder implements Callable<Integer> {
    private static final String ALL = "*";
    private static final String SOURCE = "tickpilot-agents";
    private static final int LONGEST_SECONDS = 3_600;
    private static final long LOOK_MILLIS = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions config;

    @Parameters(paramLabel = "AGENT", description = "As the configuration names it; * for all.")
    private String agent = "";

    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Goes into the log with the order.")
    private String why = "";

    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Default: every symbol the bridge knows.")
    private String symbol = ALL;

    @Option(names = "--by", paramLabel = "NAME", description = "Who orders. Default: the user's name.")
    private String by = System.getProperty("user.name", "operator");

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            description = "Of the bridge's control, or of several. Default: signals.control of the configuration.")
    private @Nullable String to;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "An operator's secret file, where the bridge wants keys. Default: signals.control-key.")
    private @Nullable String key;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For the bridge. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds = 10;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    abstract Command.Kind kind();

    @Override
    public final Integer call() throws InterruptedException {
        Configuration configuration = Configuration.load(config);
        TrainOnTicksCommand.check("--timeout", timeoutSeconds, 1, LONGEST_SECONDS);
        requireText("--why", why);
        requireText("--by", by);
        requireText("--symbol", symbol);
        if (!agent.equals(ALL) && !configuration.models().containsKey(agent)) {
            throw new ConfigException("AGENT: must be * or one of "
                    + String.join(", ", configuration.models().keySet()) + ": " + agent);
        }
        String control = to == null ? configuration.signals().control() : to;
        String secret = key == null ? configuration.signals().controlKey() : key;
        ClientSettings link = ClientSettings.feed(SOURCE, control)
                .withRole("operator")
                .withKeys(secret.isEmpty() ? null : keys(secret));
        String fault = send(link, order(Instant.now()));
        if (!fault.isEmpty()) {
            spec.commandLine().getErr().println("tickpilot: " + fault);
            return Failures.FAILED;
        }
        print(spec.commandLine().getOut());
        return Failures.DONE;
    }

    /** Its time numbers it among those of the same source: no two orders are of the same microsecond. */
    private Command order(Instant now) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        return new Command(symbol, micros, kind(), agent, "", by, why, SOURCE, micros);
    }

    /** @return why the log does not have it, empty when it has */
    private String send(ClientSettings link, Command order) throws InterruptedException {
        List<String> refusals = new CopyOnWriteArrayList<>();
        ClientListener listener = new ClientListener() {
            @Override
            public void onRefused(String reason) {
                refusals.add(reason);
            }
        };
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        try (BridgeClient client = BridgeClient.connect(link, MarketClock.system(), listener)) {
            boolean taken = client.send(order);
            while (!taken && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                taken = client.send(order);
            }
            if (!taken || !client.flush(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                return "bridge did not take the order within " + timeoutSeconds + " s, it may still come into the log: "
                        + link.control();
            }
            return refusals.isEmpty() ? "" : "bridge refused the order: " + refusals.get(0);
        }
    }

    private void print(PrintWriter out) {
        boolean enables = kind() == Command.Kind.ENABLE_AGENT;
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("agent", agent);
            object.put("enabled", enables);
            object.put("symbol", symbol);
            object.put("by", by);
            object.put("why", why);
            out.println(Json.line(object));
        } else {
            out.println((agent.equals(ALL) ? "every agent" : agent) + (enables ? " enabled" : " disabled") + " for "
                    + (symbol.equals(ALL) ? "every symbol" : symbol) + ": the order is in the log");
        }
        out.flush();
    }

    private static ClientKeys keys(String file) {
        try {
            return KeyFolder.readClient(Home.resolve(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException("--key: holds no keys of a client: " + file);
        }
    }

    private static void requireText(String option, String value) {
        if (value.isBlank()) {
            throw new ConfigException(option + ": must not be empty");
        }
    }
}
