package io.tickpilot.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.Topics;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.agent.AgentModel;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.embedded.EmbeddedKafka;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.feeds.SimulatedMarketSpec;
import io.tickpilot.flink.OnnxAgents;
import io.tickpilot.local.cluster.ClusterPlan;
import io.tickpilot.local.cluster.ClusterProcesses;
import io.tickpilot.local.cluster.ClusterStatus.Member;
import io.tickpilot.local.cluster.FlinkRest;
import io.tickpilot.local.cluster.JobSubmitter;
import io.tickpilot.local.cluster.JobSubmitter.Submission;
import io.tickpilot.wire.WireCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fat jar on a session cluster of separate processes, fed by a real bridge over ZeroMQ with Kafka as its journal. One of two task
 * managers is killed as with -9 in full flow. What the job decided, taken each place in the log once, must equal what a bare loop
 * over the journal decides. Tasks of one process share the model's native session.
 */
class KilledTaskManagerIT {
    private static final Path HOME = Path.of(System.getProperty("tickpilot.home"));
    private static final Path JOB_JAR = HOME.resolve("jobs/signals/target/tickpilot-signals-job.jar");
    private static final List<String> SYMBOLS = List.of("EURUSD", "USDJPY", "XAUUSD", "BTCUSD");
    private static final long START_MICROS = 1_767_600_000_000_000L;
    private static final long LENGTH_MICROS = Duration.ofHours(3).toNanos() / 1_000;
    private static final int TICKS_PER_MILLI = 3;
    private static final String YAML = """
            breakers: {automatic: false}
            gate: {confidence: 0.5, max-spread-atr: 0.6, cooldown: 0}
            strategies:
              - {name: minute, trigger: bar-close}
              - {name: forming, symbols: [EURUSD, XAUUSD], trigger: every, every: 10s}
            """;

    @TempDir
    private Path folder;

    @Test
    void decidesAsAnUndisturbedRunDoes() throws Exception {
        ClusterProcesses cluster = new ClusterProcesses(HOME.resolve("flink-conf"), folder.resolve("cluster"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                BridgeServer bridge = BridgeServer.start(
                        BridgeSettings.defaults()
                                .withBootstrap(kafka.bootstrap())
                                .withPorts(BridgeSettings.Ports.ANY),
                        MarketClock.following(),
                        SYMBOLS);
                BridgeClient feed = BridgeClient.connect(
                        ClientSettings.feed("market", bridge.addresses().control()))) {
            cluster.start(ClusterPlan.of(2).withPorts(0, 0).withMemory("1500m"));
            JobSubmitter submitter = cluster.submitter();
            String job = submitter.submit(submission(kafka.bootstrap(), bridge));
            await().atMost(Duration.ofSeconds(120)).until(() -> submitter.isFullyRunning(job));

            // The web UI is some seconds behind.
            await().atMost(Duration.ofSeconds(180)).untilAsserted(() -> assertThat(
                            modelsByTask(cluster.status().restUrl(), job))
                    .as("two tasks in each process")
                    .isEqualTo(Collections.nCopies(4, Map.of("modelSessions", 1, "modelUsers", 2))));

            List<Tick> ticks = ticks();
            send(ticks.subList(0, ticks.size() / 2), feed);
            await().atMost(Duration.ofSeconds(60)).until(() -> submitter.completedCheckpoints(job) > 0);
            Member victim = cluster.status().taskManagerProcesses().get(0);
            ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();
            send(ticks.subList(ticks.size() / 2, ticks.size()), feed);
            assertThat(feed.flush(Duration.ofSeconds(60))).isTrue();
            cluster.startTaskManager();

            EngineSettings engine = EngineSettings.from(Settings.parse(YAML, Map.of()));
            List<AgentModel> models = OnnxAgents.of(engine, HOME::resolve).open();
            Map<String, Decision> expected = JournalReplay.decisions(kafka.bootstrap(), engine, models);
            models.forEach(AgentModel::close);
            await().atMost(Duration.ofSeconds(180))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> decided(kafka.bootstrap()).size() >= expected.size());

            assertThat(expected).hasSizeGreaterThan(2_000);
            assertThat(decided(kafka.bootstrap())).isEqualTo(expected);
            assertThat(cluster.awaitTaskManagers(2).taskManagerProcesses())
                    .extracting(Member::pid)
                    .doesNotContain(victim.pid());
            submitter.cancel(job);
        } finally {
            cluster.stop();
        }
    }

    private static Submission submission(String bootstrap, BridgeServer bridge) {
        assertThat(JOB_JAR).as("built by the package phase").isRegularFile();
        return Submission.of(
                JOB_JAR,
                "io.tickpilot.signals.SignalsJob",
                List.of(
                        "--yaml",
                        YAML,
                        "--home",
                        HOME.toString(),
                        "--set",
                        "kafka.bootstrap=" + bootstrap,
                        "--set",
                        "signals.fast-copy=" + bridge.addresses().fastCopy(),
                        "--set",
                        "signals.signals-in=" + bridge.addresses().signalsIn(),
                        "--set",
                        "signals.parallelism=4",
                        "--set",
                        "signals.checkpoint-interval=1s"));
    }

    /** What each task of the engine says of the native sessions in its process. */
    private static List<Map<String, Integer>> modelsByTask(String url, String job) {
        FlinkRest rest = new FlinkRest(url);
        List<Map<String, Integer>> tasks = new ArrayList<>();
        for (JsonNode vertex : rest.get("/jobs/" + job).path("vertices")) {
            if (!vertex.path("name").asText().contains("engine")) {
                continue;
            }
            String subtasks = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/";
            for (int task = 0; task < vertex.path("parallelism").asInt(); task++) {
                tasks.add(modelsOf(rest, subtasks + task + "/metrics"));
            }
        }
        return tasks;
    }

    private static Map<String, Integer> modelsOf(FlinkRest rest, String metrics) {
        Map<String, Integer> found = new TreeMap<>();
        for (JsonNode name : rest.get(metrics)) {
            String id = name.path("id").asText();
            if (id.endsWith(".modelSessions") || id.endsWith(".modelUsers")) {
                int value =
                        rest.get(metrics + "?get=" + id).path(0).path("value").asInt();
                found.put(id.substring(id.lastIndexOf('.') + 1), value);
            }
        }
        return found;
    }

    private static List<Tick> ticks() {
        SimulatedMarketSpec spec =
                SimulatedMarketSpec.of(SYMBOLS, START_MICROS, 5).withTicksPerSecond(1);
        List<Tick> ticks = new ArrayList<>();
        new SimulatedMarket(spec).ticksUntil(START_MICROS + LENGTH_MICROS).forEachRemaining(ticks::add);
        return ticks;
    }

    /** Paced, so that the kill comes in full flow. */
    private static void send(List<Tick> ticks, BridgeClient feed) throws InterruptedException {
        for (int i = 0; i < ticks.size(); i++) {
            feed.sendWaiting(ticks.get(i));
            if (i % TICKS_PER_MILLI == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** By place in the log; what a restarted task published again must be the same. */
    private static Map<String, Decision> decided(String bootstrap) throws Exception {
        Map<String, Decision> decisions = new TreeMap<>();
        for (byte[] bytes : KafkaTopic.read(bootstrap, Topics.DECISIONS)) {
            Decision decision = WireCodec.decodeDecision(bytes);
            Decision before = decisions.put(JournalReplay.key(decision), decision);
            assertThat(before == null || before.equals(decision))
                    .as("published twice, alike: %s", decision)
                    .isTrue();
        }
        return decisions;
    }
}
