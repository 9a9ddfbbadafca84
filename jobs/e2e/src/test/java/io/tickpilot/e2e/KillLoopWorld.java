package io.tickpilot.e2e;

import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.bridge.curve.KeyFolder;
import io.tickpilot.bridge.curve.KeyFolder.Issued;
import io.tickpilot.bridge.curve.KeyHolder;
import io.tickpilot.core.event.Tick;
import io.tickpilot.e2e.KillLoopLines.Line;
import io.tickpilot.embedded.Ports;
import io.tickpilot.feeds.SimulatedMarket;
import io.tickpilot.local.cluster.ClusterPlan;
import io.tickpilot.local.cluster.ClusterProcesses;
import io.tickpilot.local.cluster.ClusterStatus.Member;
import io.tickpilot.local.cluster.JobSubmitter.Submission;
import io.tickpilot.local.ea.BrokerAccount;
import io.tickpilot.local.ea.ExpertTerminal;
import io.tickpilot.mql4.SimulatedMt4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Kafka, two bridges, a Flink cluster with the hot job, a terminal that trades on paper and, where a compiler is, one with the Expert
 * Advisor, each processes of their own, and a feed in this one; proxies between them. All wear keys, and the terminals may go to the
 * WebSocket. Whoever ends is started again, as an init would.
 */
final class KillLoopWorld implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("tickpilot.home"));
    static final String PAPER = "paper-1";
    private static final int BRIDGES = 2;
    private static final long LOOK_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Path folder;
    private final Random random;
    private final long startMicros;
    private final KillLoopLines lines = new KillLoopLines();
    private final KeyFolder keys;
    private final Issued jobKeys;
    private final Issued operatorKeys;
    private final List<ChildProcess> bridges = new ArrayList<>();
    private final Set<Integer> ports = new HashSet<>();
    private final ChildProcess kafka;
    private final ClusterProcesses cluster;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final BridgeClient feed;
    private final ChildProcess terminal;
    private final @Nullable KillLoopExpert expert;
    private volatile boolean terminalStands;
    private volatile boolean feeding = true;
    private volatile boolean keeping = true;
    private final Thread keeper = new Thread(this::keep, "keeper");
    private final Thread feeder = new Thread(this::feed, "feeder");
    private final SimulatedMarket market;

    KillLoopWorld(Path folder, long seed, long startMicros) throws Exception {
        this.folder = folder;
        this.random = new Random(seed);
        this.startMicros = startMicros;
        market = KillLoopMarket.from(startMicros);
        keys = new KeyFolder(folder.resolve("keys"));
        jobKeys = keys.issue(KeyHolder.of("hot-job", "job"));
        operatorKeys = keys.issue(KeyHolder.of("hot-job-operator", "operator"));
        Issued feedKeys = keys.issue(KeyHolder.of("market", "terminal"));
        Issued terminalKeys = keys.issue(KeyHolder.of(PAPER, "terminal"));
        int kafkaPort = freePort();
        lines.lay(Line.KAFKA, seed, List.of(kafkaPort));
        kafka = new ChildProcess(
                "kafka",
                KafkaMain.class,
                "-Xmx512m",
                folder,
                List.of(
                        Files.createDirectory(folder.resolve("kafka")).toString(),
                        Integer.toString(kafkaPort),
                        Integer.toString(freePort()),
                        Integer.toString(lines.port(Line.KAFKA))));
        Map<String, List<Integer>> doors = new HashMap<>();
        for (int i = 0; i < BRIDGES; i++) {
            bridges.add(bridge(i, doors));
        }
        lines.lay(Line.FEED, seed, doors.get("control"));
        lines.lay(Line.TERMINAL, seed, doors.get("control"));
        lines.lay(Line.SIGNALS_TO_TERMINAL, seed, doors.get("signals"));
        lines.lay(Line.WEBSOCKET_OF_TERMINAL, seed, doors.get("websocket"));
        lines.lay(Line.FAST_COPY_TO_JOB, seed, doors.get("fast-copy"));
        lines.lay(Line.SIGNALS_TO_BRIDGE, seed, doors.get("signals-in"));
        cluster = new ClusterProcesses(HOME.resolve("flink-conf"), folder.resolve("cluster"));
        feed = BridgeClient.connect(
                ClientSettings.feed("market", lines.addresses(Line.FEED)).withKeys(feedKeys.keys()));
        terminal = new ChildProcess(
                "terminal",
                TerminalMain.class,
                "-Xmx192m",
                folder,
                List.of(
                        traded().toString(),
                        lines.addresses(Line.TERMINAL),
                        lines.addresses(Line.SIGNALS_TO_TERMINAL),
                        lines.webSockets(Line.WEBSOCKET_OF_TERMINAL),
                        terminalKeys.secret().toString(),
                        Long.toString(startMicros)));
        expert = SimulatedMt4.lacks().isEmpty() ? expert(seed, doors) : null;
        keeper.setDaemon(true);
        feeder.setDaemon(true);
    }

    private KillLoopExpert expert(long seed, Map<String, List<Integer>> doors) throws IOException {
        lines.lay(Line.EXPERT, seed, doors.get("control"));
        lines.lay(Line.SIGNALS_TO_EXPERT, seed, doors.get("signals"));
        // It knows one address of a WebSocket.
        lines.lay(Line.WEBSOCKET_OF_EXPERT, seed, doors.get("websocket").subList(0, 1));
        KillLoopExpert.Link link = new KillLoopExpert.Link(
                lines.addresses(Line.EXPERT),
                lines.addresses(Line.SIGNALS_TO_EXPERT),
                lines.webSockets(Line.WEBSOCKET_OF_EXPERT),
                keys.issue(KeyHolder.of(KillLoopExpert.ACCOUNT, "terminal")).secret());
        return new KillLoopExpert(
                ExpertTerminal.compile(HOME.resolve("mql4")),
                Files.createDirectory(folder.resolve("mt4")),
                link,
                KillLoopMarket.from(startMicros));
    }

    private ChildProcess bridge(int number, Map<String, List<Integer>> doors) throws IOException {
        StringBuilder yaml = new StringBuilder(
                        "bridge: {clock: market, take-over-after: 1500ms, curve: required, keys: '")
                .append(folder.resolve("keys"))
                .append("', role: ")
                .append(number == 0 ? "active" : "standby");
        for (String door : List.of("signals", "control", "fast-copy", "signals-in")) {
            yaml.append(", ").append(door).append("-port: ").append(port(door, doors));
        }
        yaml.append(", websocket: {port: ").append(port("websocket", doors)).append('}');
        yaml.append("}\nkafka: {bootstrap: '").append(bootstrap()).append("'}\n");
        Path config = Files.writeString(folder.resolve("bridge-" + number + ".yaml"), yaml);
        return new ChildProcess("bridge-" + number, BridgeServer.class, "-Xmx160m", folder, List.of(config.toString()));
    }

    private int port(String door, Map<String, List<Integer>> doors) {
        int port = freePort();
        doors.computeIfAbsent(door, added -> new ArrayList<>()).add(port);
        return port;
    }

    private int freePort() {
        int port = Ports.free(0, ports);
        ports.add(port);
        return port;
    }

    private static void awaitOutput(ChildProcess process, String line) {
        Awaitility.await().atMost(PATIENCE).until(() -> process.output().contains(line));
    }

    String bootstrap() {
        return "127.0.0.1:" + lines.port(Line.KAFKA);
    }

    KillLoopLines lines() {
        return lines;
    }

    private Path traded() {
        return folder.resolve("traded");
    }

    /** Starts all, submits the job, plays the history, waits for the first trades, and begins to keep all alive. */
    void begin() {
        kafka.start();
        awaitOutput(kafka, "kafka ready");
        for (ChildProcess bridge : bridges) {
            bridge.start();
            awaitOutput(bridge, "bridge ready");
        }
        cluster.start(ClusterPlan.of(2).withPorts(0, 0).withMemory("1500m"));
        terminal.start();
        if (expert != null) {
            expert.begin();
        }
        String job = cluster.submitter()
                .submit(Submission.of(
                        HOME.resolve("jobs/signals/target/tickpilot-signals-job.jar"),
                        "io.tickpilot.signals.SignalsJob",
                        List.of(
                                "--yaml",
                                KillLoopMarket.YAML,
                                "--home",
                                HOME.toString(),
                                "--set",
                                "kafka.bootstrap=" + bootstrap(),
                                "--set",
                                "signals.fast-copy=" + lines.addresses(Line.FAST_COPY_TO_JOB),
                                "--set",
                                "signals.signals-in=" + lines.addresses(Line.SIGNALS_TO_BRIDGE),
                                "--set",
                                "signals.curve-key=" + jobKeys.secret(),
                                "--set",
                                "signals.control-key=" + operatorKeys.secret(),
                                "--set",
                                "signals.control=" + lines.addresses(Line.FEED),
                                "--set",
                                "signals.parallelism=2",
                                "--set",
                                "signals.checkpoint-interval=1s")));
        feeder.start();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.submitter().isFullyRunning(job)
                        && cluster.submitter().completedCheckpoints(job) > 0);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Files.size(traded()) > 0 && (expert == null || expert.hasTraded()));
        keeper.start();
    }

    private void feed() {
        try {
            while (feeding) {
                while (feeding && market.nextMicros() <= nowMicros()) {
                    Tick tick = market.next();
                    feed.sendWaiting(tick);
                    sent.put(tick.symbol(), tick.sourceSequence());
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static long nowMicros() {
        return System.currentTimeMillis() * 1_000;
    }

    private void keep() {
        try {
            while (keeping) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                kafka.keepAlive();
                bridges.forEach(ChildProcess::keepAlive);
                if (!terminalStands) {
                    terminal.keepAlive();
                }
                if (aliveTaskManagers().size() < 2) {
                    cluster.startTaskManager();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Member> aliveTaskManagers() {
        return cluster.status().taskManagerProcesses().stream()
                .filter(Member::alive)
                .toList();
    }

    void killKafka() throws InterruptedException {
        kafka.kill();
    }

    void killBridge() throws InterruptedException {
        bridges.get(random.nextInt(BRIDGES)).kill();
    }

    void killTerminal() throws InterruptedException {
        terminal.killAndStart();
    }

    void killExpert() {
        expert.killAndStart();
    }

    void killTaskManager() {
        List<Member> alive = aliveTaskManagers();
        if (!alive.isEmpty()) {
            ProcessHandle.of(alive.get(random.nextInt(alive.size())).pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Sends nothing more; returns whether all that was sent is acknowledged. */
    boolean stopFeed(Duration patience) throws InterruptedException {
        feeding = false;
        feeder.join();
        return feed.flush(patience);
    }

    /** Newest source sequence sent of each symbol. */
    Map<String, Long> sent() {
        return sent;
    }

    /** Sends so much more of the market, whatever the time is. */
    boolean feedOn(long micros, Duration patience) throws InterruptedException {
        long until = market.nextMicros() + micros;
        while (market.nextMicros() < until) {
            Tick tick = market.next();
            feed.sendWaiting(tick);
            sent.put(tick.symbol(), tick.sourceSequence());
        }
        return feed.flush(patience);
    }

    boolean hasExpert() {
        return expert != null;
    }

    /** Accounts that trade. */
    List<String> accounts() {
        return expert == null ? List.of(PAPER) : List.of(PAPER, KillLoopExpert.ACCOUNT);
    }

    /** @return what the Expert Advisor's broker has when all is told */
    BrokerAccount stopExpert() throws InterruptedException {
        return expert.stop(PATIENCE);
    }

    /** @return what the terminal on paper says that it holds when it has told all */
    List<String> stopTerminal() throws IOException {
        terminalStands = true;
        terminal.tell("stop");
        awaitOutput(terminal, "terminal done");
        return terminal.output()
                .lines()
                .filter(line -> line.startsWith("holds: "))
                .map(line -> line.substring("holds: ".length()))
                .toList();
    }

    @Override
    public void close() throws Exception {
        feeding = false;
        keeping = false;
        keeper.join();
        feed.close();
        terminal.close();
        if (expert != null) {
            expert.close();
        }
        cluster.stop();
        bridges.forEach(ChildProcess::close);
        kafka.close();
        lines.close();
    }
}
