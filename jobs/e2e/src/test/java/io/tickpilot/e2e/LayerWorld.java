package io.tickpilot.e2e;

import static org.awaitility.Awaitility.await;

import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.terminal.SimulatedTerminal;
import io.tickpilot.bridge.terminal.TerminalSettings;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Tick;
import io.tickpilot.embedded.EmbeddedKafka;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.local.cluster.ClusterPlan;
import io.tickpilot.local.cluster.ClusterProcesses;
import io.tickpilot.local.cluster.ClusterStatus.Member;
import io.tickpilot.local.cluster.JobSubmitter;
import io.tickpilot.local.cluster.JobSubmitter.Submission;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Kafka, a bridge, a terminal that trades on paper, and the fat jars of the hot and the supervision job, both on one task manager of its
 * own process. Six hours of a simulated market come first, which the forest needs, with the strategies paused; then it is played sixty times as fast as the world.
 */
final class LayerWorld implements AutoCloseable {
    static final List<String> SYMBOLS = List.of("EURUSD", "USDJPY", "XAUUSD", "BTCUSD");

    private static final Path HOME = Path.of(System.getProperty("tickpilot.home"));
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final long START_MICROS = 1_767_600_000_000_000L;
    private static final long HISTORY_MICROS = Duration.ofHours(6).toNanos() / 1_000;
    private static final int SPEED = 60;
    private static final int SLOTS = 4;

    private final String yaml;
    private final EmbeddedKafka kafka;
    private final BridgeServer bridge;
    private final MarketClock clock = MarketClock.following();
    private final SimulatedTerminal terminal;
    private final BridgeClient feed;
    private final ClusterProcesses cluster;
    private final List<String> jobs = new ArrayList<>();
    private final SimulatedMarket market =
            new SimulatedMarket(SimulatedMarketSpec.of(SYMBOLS, START_MICROS, 5).withTicksPerSecond(1));
    private final Thread player = new Thread(this::play, "market");
    private volatile boolean playing = true;

    /** @param yaml configuration of all parties, without addresses */
    LayerWorld(Path folder, String yaml) throws Exception {
        this.yaml = yaml;
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        bridge = BridgeServer.start(
                BridgeSettings.defaults().withBootstrap(kafka.bootstrap()).withPorts(BridgeSettings.Ports.ANY),
                MarketClock.following(),
                SYMBOLS);
        Settings root = Settings.parse(yaml, Map.of());
        EngineSettings engine = EngineSettings.from(root);
        terminal = SimulatedTerminal.connect(
                TerminalSettings.from(root),
                bridge.addresses(),
                clock,
                engine.instruments()::find,
                folder.resolve("traded"));
        feed = BridgeClient.connect(ClientSettings.feed("market", control()));
        cluster = new ClusterProcesses(HOME.resolve("flink-conf"), folder.resolve("cluster"));
        player.setDaemon(true);
    }

    String bootstrap() {
        return kafka.bootstrap();
    }

    String control() {
        return bridge.addresses().control();
    }

    /** Starts the jobs, plays the history and lets the market run. */
    void begin() throws InterruptedException {
        cluster.start(ClusterPlan.of(1).withSlots(SLOTS).withPorts(0, 0).withMemory("2g"));
        jobs.add(submit(
                "signals",
                "io.tickpilot.signals.SignalsJob",
                List.of(
                        "signals.fast-copy=" + bridge.addresses().fastCopy(),
                        "signals.signals-in=" + bridge.addresses().signalsIn(),
                        "signals.parallelism=2",
                        "signals.checkpoint-interval=1s")));
        jobs.add(submit(
                "supervision",
                "io.tickpilot.supervision.SupervisionJob",
                List.of("supervision.start=earliest", "supervision.checkpoint-interval=1s")));
        awaitJobs();
        feed.sendWaiting(strategies(Command.Kind.PAUSE_STRATEGY, 1));
        while (market.nextMicros() < START_MICROS + HISTORY_MICROS) {
            give(market.next());
        }
        feed.sendWaiting(strategies(Command.Kind.RESUME_STRATEGY, 2));
        player.start();
    }

    private String submit(String job, String mainClass, List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("--yaml", yaml, "--home", HOME.toString()));
        List<String> all = new ArrayList<>(settings);
        all.add("kafka.bootstrap=" + bootstrap());
        all.add("signals.control=" + control());
        all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        Path jar = HOME.resolve("jobs/" + job + "/target/tickpilot-" + job + "-job.jar");
        return cluster.submitter().submit(Submission.of(jar, mainClass, arguments));
    }

    private void awaitJobs() {
        JobSubmitter submitter = cluster.submitter();
        await().atMost(PATIENCE).until(() -> jobs.stream().allMatch(submitter::isFullyRunning));
    }

    private static Command strategies(Command.Kind kind, long number) {
        return new Command("*", START_MICROS, kind, "*", "", "test", "history", "test-operator", number);
    }

    /** Checkpoints first, then dead as with -9; another takes its place. Returns once both jobs run again. */
    void killTaskManager() {
        JobSubmitter submitter = cluster.submitter();
        await().atMost(PATIENCE).until(() -> jobs.stream().allMatch(job -> submitter.completedCheckpoints(job) > 0));
        Member victim = cluster.status().taskManagerProcesses().get(0);
        ProcessHandle process = ProcessHandle.of(victim.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        cluster.startTaskManager();
        await().atMost(PATIENCE).until(() -> cluster.status().taskManagerProcesses().stream()
                .anyMatch(member -> member.alive() && member.pid() != victim.pid()));
        awaitJobs();
    }

    private void play() {
        long began = System.nanoTime();
        long from = market.nextMicros();
        try {
            while (playing) {
                long due = began + (market.nextMicros() - from) * 1_000 / SPEED;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                give(market.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void give(Tick tick) throws InterruptedException {
        clock.observe(tick.eventTimeMicros());
        terminal.onTick(tick);
        feed.sendWaiting(tick);
    }

    /** Log time is not before it. */
    long marketMicros() {
        return clock.micros();
    }

    /** Returns once the journal has all that was sent. */
    void stopMarket() throws InterruptedException {
        playing = false;
        player.join();
        await("every price and report is in the journal")
                .atMost(PATIENCE)
                .until(() -> feed.flush(Duration.ofSeconds(1)) && terminal.flush(Duration.ofSeconds(1)));
    }

    @Override
    public void close() throws Exception {
        playing = false;
        player.join();
        cluster.stop();
        feed.close();
        terminal.close();
        bridge.close();
        kafka.close();
    }
}
