package io.tickpilot.bench.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.bench.Machine;
import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeException;
import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.BridgeStats;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.core.config.Settings;
import io.tickpilot.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The measured process: Kafka, the bridge, the hot job in its ZeroMQ form with one task, and an
 * echo beside them. Commands are lines on stdin, answers lines on stdout behind {@link #PREFIX}; it ends with its stdin.
 */
final class PipelineServer {
    static final String PREFIX = "tickpilot-bench ";
    static final String RESET = "reset";
    static final String REPORT = "report";
    static final String NO_MODEL = "-";

    /** One client sends here what many would. */
    private static final String LIMITS =
            "bridge: {limits: {messages-per-second: 1000000, bytes-per-second: 1000000000, max-unacknowledged: 1000000}}";

    private static final int START_ATTEMPTS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private PipelineServer() {}

    /** @param args number of symbols, every which of them signals, the technical model's folder or {@value #NO_MODEL}, the journal's mode, the layer, a folder for data */
    public static void main(String[] args) {
        int code = 1;
        try {
            serve(args);
            code = 0;
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            // Whatever thread an embedded service leaves behind must not keep the process.
            System.exit(code);
        }
    }

    private static void serve(String[] args) throws Exception {
        BenchMarket market = new BenchMarket(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        Path data = Path.of(args[5]);
        EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), 0);
        BridgeSettings settings = BridgeSettings.from(Settings.parse(LIMITS, Map.of()))
                .withBootstrap(kafka.bootstrap())
                .withPorts(BridgeSettings.Ports.ANY)
                .withJournal(BridgeSettings.JournalMode.valueOf(args[3]));
        BridgeServer bridge = startBridge(settings);
        EchoServer echo = new EchoServer();
        HotJob job = HotJob.start(
                HotEngine.of(market, args[2], Layer.valueOf(args[4])), bridge.addresses(), kafka.bootstrap(), data);
        BridgeAddresses at = bridge.addresses();
        answer(new ServerAddresses(at.control(), at.signals(), echo.control(), echo.published()));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals(RESET)) {
                HistogramReporter.reset();
            } else if (command.equals(REPORT)) {
                job.requireRunning();
                answer(report(bridge.stats()));
            }
        }
        job.cancel();
        echo.close();
        bridge.close();
        kafka.close();
    }

    /** On a busy machine a broker that has just started needs more than one look. */
    private static BridgeServer startBridge(BridgeSettings settings) {
        for (int attempt = 1; ; attempt++) {
            try {
                return BridgeServer.start(settings, MarketClock.system(), List.of());
            } catch (BridgeException e) {
                if (attempt == START_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static ServerReport report(BridgeStats.Snapshot stats) {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        return new ServerReport(
                HistogramReporter.take(),
                stats.signalsOut(),
                stats.journalFailures(),
                collectors.stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                        .sum(),
                collectors.stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum(),
                Machine.cpuMillis());
    }

    private static void answer(Object content) throws IOException {
        System.out.println(PREFIX + JSON.writeValueAsString(content));
        System.out.flush();
    }
}
