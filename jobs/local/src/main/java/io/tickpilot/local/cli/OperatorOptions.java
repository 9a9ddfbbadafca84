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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every order to the bridge needs, and the way it takes: it is done once the journal has it. */
final class OperatorOptions {
    private static final String SOURCE = "tickpilot-cli";
    private static final long LOOK_MILLIS = 5;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Goes into the log with the order.")
    private String why = "";

    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Default: every symbol the bridge knows.")
    private String symbol = Command.ALL;

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

    /** Sends it, and says what became of it. @return the exit code */
    int order(CommandLine at, Command.Kind kind, String target, String argument) throws InterruptedException {
        Configuration configuration = Configuration.load(config);
        requireText("--why", why);
        requireText("--by", by);
        requireText("--symbol", symbol);
        // Its time numbers it among those of the same source: no two orders are of the same microsecond.
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        Command command = new Command(symbol, micros, kind, target, argument, by, why, SOURCE, micros);
        try {
            command.check();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("order: " + e.getMessage());
        }
        String control = to == null ? configuration.signals().control() : to;
        String secret = key == null ? configuration.signals().controlKey() : key;
        ClientSettings link = ClientSettings.operator(SOURCE, control).withKeys(secret.isEmpty() ? null : keys(secret));
        String fault = send(link, command);
        if (!fault.isEmpty()) {
            at.getErr().println("tickpilot: " + fault);
            return Failures.FAILED;
        }
        print(at.getOut(), command);
        return Failures.DONE;
    }

    /** @return why the log does not have it, empty when it has */
    private String send(ClientSettings link, Command command) throws InterruptedException {
        List<String> refusals = new CopyOnWriteArrayList<>();
        ClientListener listener = new ClientListener() {
            @Override
            public void onRefused(String reason) {
                refusals.add(reason);
            }
        };
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        try (BridgeClient client = BridgeClient.connect(link, MarketClock.system(), listener)) {
            boolean taken = client.send(command);
            while (!taken && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                taken = client.send(command);
            }
            if (!taken || !client.flush(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                return "bridge did not take the order within " + timeoutSeconds + " s, it may still come into the log: "
                        + link.control();
            }
            return refusals.isEmpty() ? "" : "bridge refused the order: " + refusals.get(0);
        }
    }

    private void print(PrintWriter out, Command command) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("kind", command.kind().name());
            object.put("target", command.target());
            object.put("argument", command.argument());
            object.put("symbol", command.symbol());
            object.put("by", command.issuedBy());
            object.put("why", command.why());
            out.println(Json.line(object));
        } else {
            out.println(command.kind() + " " + command.target()
                    + (command.argument().isEmpty() ? "" : " " + command.argument()) + " for "
                    + (command.symbol().equals(Command.ALL) ? "every symbol" : command.symbol())
                    + ": the order is in the log");
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
