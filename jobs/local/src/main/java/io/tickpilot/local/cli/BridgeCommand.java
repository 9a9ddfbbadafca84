package io.tickpilot.local.cli;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeServer;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A bridge in a process of its own, beside a Kafka that runs already. */
@Command(
        name = "bridge",
        description = "Runs the bridge that sequences inputs and carries signals to terminals.",
        mixinStandardHelpOptions = true,
        subcommands = {BridgeKeysCommand.class, BridgeTokenCommand.class},
        footer = "%nEnds with Ctrl-C.%nExample: ./tickpilot bridge --set kafka.bootstrap=127.0.0.1:9092")
final class BridgeCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 500;

    @Mixin
    private ConfigOptions config;

    @Option(names = "--json", description = "Prints the addresses as one JSON object.")
    private boolean json;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "Serves the bridge's and its clients' counters to Prometheus.")
    private String metrics = "";

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = Configuration.load(config);
        try (BridgeServer bridge = BridgeServer.start(
                configuration.bridge(),
                configuration.bridge().clock().create(),
                configuration.engine().instruments().symbols())) {
            print(bridge.addresses());
            MetricsServer server = metrics.isEmpty() ? null : MetricsServer.start(metrics, bridge::metrics);
            Runtime.getRuntime().addShutdownHook(new Thread(bridge::close, "bridge-shutdown"));
            while (bridge.isRunning()) {
                Thread.sleep(LOOK_MILLIS);
            }
            if (server != null) {
                server.close();
            }
        }
        return Failures.FAILED;
    }

    private void print(BridgeAddresses at) {
        if (json) {
            System.out.println(Json.line(Map.of(
                    "signals", at.signals(),
                    "control", at.control(),
                    "fast_copy", at.fastCopy(),
                    "signals_in", at.signalsIn(),
                    "websocket", at.webSocket())));
        } else {
            System.out.println("bridge: signals " + at.signals() + ", control " + at.control() + ", fast copy "
                    + at.fastCopy() + ", signals in " + at.signalsIn()
                    + (at.webSocket().isEmpty() ? "" : ", WebSocket " + at.webSocket()));
        }
        System.out.flush();
    }
}
