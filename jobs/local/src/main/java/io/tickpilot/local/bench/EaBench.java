package io.tickpilot.local.bench;

import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import io.tickpilot.bench.bridge.BridgeHost;
import io.tickpilot.bench.bridge.KafkaHost;
import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.mql4.SimulatedMt4;
import io.tickpilot.mql4.TerminalOptions;
import io.tickpilot.mql4.build.CompiledExpert;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * From a signal the job hands to the bridge until the Expert Advisor's order is at the broker, and what the EA uses while nothing
 * happens. Kafka, the bridge, the EA and the job are processes of their own. The EA is the program a trader compiles, here on Linux against a
 * simulated terminal: what MetaTrader and Windows add is not in the figures.
 */
public final class EaBench {
    private static final double PATIENCE_SECONDS = 60;
    private static final double PERCENT = 100;

    private final Path mql4;
    private final int seconds;
    private final int idleSeconds;
    private final PrintStream progress;
    private final Report report = new Report("ea");

    /** A way to wait for signals, as inputs of the EA. */
    private enum Way {
        WAIT("first receive of a timer waits 8 ms", "8"),
        POLL("polling", "0");

        private final String what;
        private final String receiveWaitMillis;

        Way(String what, String receiveWaitMillis) {
            this.what = what;
            this.receiveWaitMillis = receiveWaitMillis;
        }
    }

    /**
     * @param mql4 folder of the EA's sources
     * @param seconds of signals, for each way to wait
     * @param idleSeconds without any
     */
    public EaBench(Path mql4, int seconds, int idleSeconds, PrintStream progress) {
        this.mql4 = mql4;
        this.seconds = seconds;
        this.idleSeconds = idleSeconds;
        this.progress = progress;
    }

    /** What was measured so far. */
    public Report report() {
        return report;
    }

    /** @param data folder for Kafka and the terminals, emptied by the caller afterwards */
    public void run(Path data) throws IOException, InterruptedException {
        report.note(
                "Timer each 10 ms. Signals at random times, 50 to 150 ms apart, each traded: from its being handed to the bridge until the"
                        + " order reaches the broker, checks, sizing and two files written before it included. The Java client gets the same"
                        + " signals from the same bridge. Positions are closed at once.");
        double load = Machine.load();
        CompiledExpert expert =
                SimulatedMt4.compile(mql4.resolve("Experts/Tickpilot.mq4"), List.of(mql4.resolve("Include")));
        try (KafkaHost kafka = KafkaHost.start(data.resolve("kafka"));
                BridgeHost bridge = BridgeHost.start(
                        data, kafka.bootstrap(), BridgeHost.ANY_PORTS + ", websocket: {enabled: false}")) {
            for (Way way : Way.values()) {
                measure(way, expert, data.resolve(way.name()), bridge.addresses());
            }
        }
        report.note(String.format(Locale.ROOT, "Load average %.1f before, %.1f after.", load, Machine.load()));
    }

    private void measure(Way way, CompiledExpert expert, Path data, BridgeAddresses bridge)
            throws IOException, InterruptedException {
        TerminalOptions options = TerminalOptions.in(data)
                .with("ControlAddresses", bridge.control())
                .with("SignalAddresses", bridge.signals())
                .with("AccountName", "bench-" + way)
                .with("ReceiveWaitMillis", way.receiveWaitMillis)
                .with("StaleFeedSeconds", "3600")
                .with("KellyCap", "0")
                .with("MaxDailyLossPercent", "100")
                .first("chart " + SignalRun.SYMBOL + " 1", "set balance 1000000", SignalRun.DECLARATION);
        try (SimulatedMt4 terminal = SimulatedMt4.start(expert, options);
                SignalRun run = new SignalRun(way.name(), terminal, bridge.signalsIn());
                BridgeClient ignored = BridgeClient.connect(
                        ClientSettings.terminal("echo-" + way, bridge.control(), bridge.signals()),
                        MarketClock.system(),
                        run)) {
            run.awaitReady(PATIENCE_SECONDS);
            EaProcess process = new EaProcess(terminal.pid());
            idle(way, process);
            progress.printf("ea: signals, %s%n", way.what);
            double before = process.cpuSeconds();
            run.publish(seconds);
            double cpu = (process.cpuSeconds() - before) / seconds;
            run.awaitOrders(PATIENCE_SECONDS);
            addRow(way.what + ": order at the broker", run.toOrder(), run.notOrdered(), cpu);
            addRow("the same signals: received by the Java client", run.toClient(), run.notReceived(), Double.NaN);
        }
    }

    private void idle(Way way, EaProcess process) throws IOException, InterruptedException {
        progress.printf("ea: idle, %s%n", way.what);
        double before = process.cpuSeconds();
        TimeUnit.SECONDS.sleep(idleSeconds);
        double percent = (process.cpuSeconds() - before) / idleSeconds * PERCENT;
        report.note(String.format(
                Locale.ROOT,
                "Idle for %d s, %s: %.2f %% of a processor, %.1f MiB resident.",
                idleSeconds,
                way.what,
                percent,
                process.residentKiB() / 1_024.0));
    }

    private void addRow(String what, double[] micros, long missing, double cpu) {
        double[] sorted = micros.clone();
        Arrays.sort(sorted);
        Map<String, Object> row = report.row();
        row.put("from the job to", what);
        row.put("counted", (long) sorted.length);
        row.put("P50 us", at(sorted, 0.50));
        row.put("P95 us", at(sorted, 0.95));
        row.put("P99 us", at(sorted, 0.99));
        row.put("max us", at(sorted, 1));
        row.put("missing", missing);
        row.put("EA's processors", cpu);
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.max(0, Math.ceil(sorted.length * share) - 1)];
    }
}
