package io.tickpilot.local.bench;

import io.tickpilot.bench.Machine;
import io.tickpilot.bench.Report;
import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.embedded.EmbeddedKafka;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.local.cluster.ClusterPlan;
import io.tickpilot.local.cluster.ClusterProcesses;
import io.tickpilot.local.cluster.ClusterStatus.Member;
import io.tickpilot.local.cluster.JobSubmitter;
import io.tickpilot.local.cluster.JobSubmitter.Submission;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Kills task managers of a session cluster as with -9 and times the way back to signals. Job manager and two task managers are processes of
 * their own with the settings of {@code flink-conf}; Kafka, the bridge, the market and the terminal are in this one.
 */
public final class RecoveryBench {
    private static final List<String> SYMBOLS = List.of("EURUSD", "GBPUSD", "USDJPY", "AUDUSD", "XAUUSD", "BTCUSD");
    private static final double TICKS_PER_SECOND = 10;
    private static final long HISTORY_MICROS = Duration.ofMinutes(125).toNanos() / 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration SETTLED = Duration.ofSeconds(8);

    private static final String YAML = """
            breakers: {automatic: false}
            gate: {confidence: 0, freshness: 1h, max-spread-atr: 1000000, min-atr-rank: 0, max-atr-rank: 1, cooldown: 0, flip-flop: 0, max-positions: 1000000}
            risk: {account-equity: 1000000, conversion-rates: {JPY: 0.0067}}
            strategies:
              - {name: steady, trigger: every, every: 100ms, signal-life: 30s}
            instruments:
            """
            + SYMBOLS.stream()
                    .map(symbol -> "  " + symbol + ": {weekend: none}\n")
                    .collect(Collectors.joining());

    private final Path home;
    private final int kills;
    private final PrintStream progress;
    private final Report report = new Report("recovery");

    /** @param home of the clone, with the job's jar built */
    public RecoveryBench(Path home, int kills, PrintStream progress) {
        this.home = home;
        this.kills = kills;
        this.progress = progress;
    }

    /** What was measured so far. */
    public Report report() {
        return report;
    }

    /** @param data folder for Kafka and the cluster, emptied by the caller afterwards */
    public void run(Path data) throws InterruptedException {
        report.note(String.format(
                Locale.ROOT,
                "Two task managers, parallelism 1, checkpoints each 5 s, %d symbols with %.0f ticks/s each; the one that runs the job is"
                        + " killed, the job goes on in the other, a new one is started. From the kill to the first signal on a tick"
                        + " after it.",
                SYMBOLS.size(),
                TICKS_PER_SECOND));
        double load = Machine.load();
        ClusterProcesses cluster = new ClusterProcesses(home.resolve("flink-conf"), data.resolve("cluster"));
        SignalWatch watch = new SignalWatch();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), 0);
                BridgeServer bridge = BridgeServer.start(
                        BridgeSettings.defaults()
                                .withBootstrap(kafka.bootstrap())
                                .withPorts(BridgeSettings.Ports.ANY),
                        MarketClock.following(),
                        SYMBOLS);
                BridgeClient client = BridgeClient.connect(
                        ClientSettings.terminal(
                                "terminal",
                                bridge.addresses().control(),
                                bridge.addresses().signals()),
                        MarketClock.system(),
                        watch);
                LiveMarket market = new LiveMarket(client)) {
            progress.println("recovery: starting the cluster");
            cluster.start(ClusterPlan.of(2).withPorts(0, 0).withMemory("1500m"));
            JobSubmitter submitter = cluster.submitter();
            String job = submitter.submit(submission(kafka.bootstrap(), bridge));
            await("the job to run", () -> submitter.isFullyRunning(job));
            market.start();
            watch.expectAfter(market.nowMicros());
            await("signals", () -> watch.firstNanos() != 0);
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i <= kills; i++) {
                int completed = submitter.completedCheckpoints(job);
                await("a checkpoint", () -> submitter.completedCheckpoints(job) > completed);
                double found = kill(cluster, watch, market);
                // Whether the first one killed ran the job is not known; from then on the eldest does.
                if (i > 0) {
                    millis.add(found);
                    progress.printf(Locale.ROOT, "recovery: kill %d of %d: %,.0f ms%n", i, kills, found);
                }
                cluster.startTaskManager();
                cluster.awaitTaskManagers(2);
                await("all tasks to run", () -> submitter.isFullyRunning(job));
                TimeUnit.MILLISECONDS.sleep(SETTLED.toMillis());
            }
            submitter.cancel(job);
            addRow(millis, watch);
        } finally {
            cluster.stop();
        }
        report.note(String.format(Locale.ROOT, "Load average %.1f before, %.1f after.", load, Machine.load()));
    }

    /** @return milliseconds until there is a signal again */
    private static double kill(ClusterProcesses cluster, SignalWatch watch, LiveMarket market)
            throws InterruptedException {
        ProcessHandle eldest = cluster.status().taskManagerProcesses().stream()
                .filter(Member::alive)
                .map(member -> ProcessHandle.of(member.pid()).orElseThrow())
                .min(Comparator.comparing(
                        process -> process.info().startInstant().orElseThrow()))
                .orElseThrow();
        eldest.destroyForcibly();
        long killed = System.nanoTime();
        eldest.onExit().join();
        watch.expectAfter(market.nowMicros());
        await("signals again", () -> watch.firstNanos() != 0);
        return (watch.firstNanos() - killed) / 1e6;
    }

    private void addRow(List<Double> millis, SignalWatch watch) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        Map<String, Object> row = report.row();
        row.put("what", "kill -9 of a task manager to signals");
        row.put("kills", (long) sorted.length);
        row.put("least ms", sorted[0]);
        row.put("P50 ms", sorted[sorted.length / 2]);
        row.put("P90 ms", sorted[(int) Math.ceil(sorted.length * 0.9) - 1]);
        row.put("max ms", sorted[sorted.length - 1]);
        row.put("signals", watch.signals());
        row.put("doubled", watch.doubled());
    }

    private Submission submission(String bootstrap, BridgeServer bridge) {
        return Submission.of(
                home.resolve("jobs/signals/target/tickpilot-signals-job.jar"),
                "io.tickpilot.signals.SignalsJob",
                List.of(
                        "--yaml",
                        YAML,
                        "--home",
                        home.toString(),
                        "--set",
                        "kafka.bootstrap=" + bootstrap,
                        "--set",
                        "signals.fast-copy=" + bridge.addresses().fastCopy(),
                        "--set",
                        "signals.signals-in=" + bridge.addresses().signalsIn(),
                        "--set",
                        "signals.parallelism=1"));
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** A simulated market: two hours at once, then in the world's time. */
    private static final class LiveMarket implements AutoCloseable {
        private final BridgeClient client;
        private final long startMicros = MarketClock.system().micros() - HISTORY_MICROS;
        private final Thread thread = new Thread(this::play, "bench-market");
        private volatile boolean closing;

        LiveMarket(BridgeClient client) {
            this.client = client;
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        /** A tick from now on has this event time or a later one. */
        long nowMicros() {
            return MarketClock.system().micros();
        }

        private void play() {
            Iterator<Tick> ticks = new SimulatedMarket(
                            SimulatedMarketSpec.of(SYMBOLS, startMicros, 5).withTicksPerSecond(TICKS_PER_SECOND))
                    .ticksUntil(Long.MAX_VALUE);
            try {
                while (!closing) {
                    Tick tick = ticks.next();
                    long wait = tick.eventTimeMicros() - nowMicros();
                    if (wait > 0) {
                        LockSupport.parkNanos(wait * 1_000);
                    }
                    client.sendWaiting(tick);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Sends no more; its client may be closed. */
        @Override
        public void close() {
            closing = true;
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
