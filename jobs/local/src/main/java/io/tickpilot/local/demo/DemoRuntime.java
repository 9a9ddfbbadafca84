package io.tickpilot.local.demo;

import io.tickpilot.archive.ArchiveJob;
import io.tickpilot.archive.ArchiveSettings;
import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeStats;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Tick;
import io.tickpilot.embedded.EmbeddedDatabase;
import io.tickpilot.embedded.EmbeddedKafka;
import io.tickpilot.embedded.Ports;
import io.tickpilot.local.cluster.ClusterException;
import io.tickpilot.records.RejectListener;
import io.tickpilot.signals.SignalsJob;
import io.tickpilot.signals.SignalsSettings;
import io.tickpilot.supervision.OperatorKeys;
import io.tickpilot.supervision.SupervisionJob;
import io.tickpilot.supervision.SupervisionSettings;
import io.tickpilot.timescale.DatabaseSettings;
import io.tickpilot.timescale.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole system in this process, real parts all: Kafka, PostgreSQL, bridge, the hot, the archive and the supervision job on Flink, a
 * terminal that trades on paper, and a market that is simulated or recorded.
 */
public final class DemoRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoRuntime.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration DRAIN_AT_MOST = Duration.ofSeconds(60);
    private static final int QUIET_LOOKS = 6;
    private static final int SLOTS = 8;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Map<String, String> links = new LinkedHashMap<>();
    private final AtomicLong commands = new AtomicLong();
    private final Map<String, Tick> quotes = new ConcurrentHashMap<>();
    private final DemoOptions options;
    private final DemoMarket market;
    private final BridgeServer bridge;
    private final TerminalChoice terminalChoice;
    private final DemoTerminal terminal;
    private final BridgeClient feed;
    private final LiveTail tail;
    private final MarketDriver driver;
    private final JobMetrics flink;
    private final JobID hotJob;
    private final List<JobID> jobs;
    private final long startedNanos;

    private DemoRuntime(DemoOptions options, Consumer<String> log) throws Exception {
        this.options = options;
        terminalChoice = TerminalChoice.of(options, log);
        empty(options.folder());
        market = options.recorded().isEmpty()
                ? DemoMarket.simulated(options.demo())
                : DemoMarket.recorded(options.recorded(), warnings(log));

        EmbeddedKafka kafka = keep(EmbeddedKafka.start(options.folder().resolve("kafka"), 9092));
        log.accept("tickpilot: Kafka on " + kafka.bootstrap());
        EmbeddedDatabase database = keep(EmbeddedDatabase.start(options.folder().resolve("postgres"), 5432));
        Migrations.run(database.jdbcUrl(), database.user(), database.password());
        log.accept("tickpilot: PostgreSQL on " + database.jdbcUrl());

        DemoKeys keys = DemoKeys.of(options);
        bridge = keep(BridgeServer.start(
                keys.protect(options.bridge()).withBootstrap(kafka.bootstrap()),
                options.bridge().clock().create(),
                market.symbols()));
        BridgeAddresses at = bridge.addresses();
        log.accept("tickpilot: bridge signals on " + at.signals() + ", control on " + at.control());

        LocalFlink cluster = keep(LocalFlink.start(Ports.free(8081), Ports.free(9249), SLOTS));
        hotJob = submitHotJob(cluster, kafka.bootstrap(), at, keys);
        jobs = List.of(
                hotJob,
                submitArchive(cluster, kafka.bootstrap(), database),
                submitSupervision(cluster, kafka.bootstrap(), at, keys));
        flink = new JobMetrics(cluster.uiUrl());
        log.accept("tickpilot: Flink on " + cluster.uiUrl());

        MarketClock terminalClock = MarketClock.following();
        terminal = keep(terminalChoice.connect(at, terminalClock, keys, market.symbols(), log));
        feed = keep(BridgeClient.connect(
                ClientSettings.feed("demo-market", at.control()).withKeys(keys.feed())));
        tail = keep(new LiveTail(kafka.bootstrap()));
        start(tail, "demo-tail");
        driver = new MarketDriver(
                market.ticks(),
                options.demo().speed(),
                options.recorded().isEmpty() ? options.demo().warmUpMicros() : 0,
                () -> allStrategies(Command.Kind.RESUME_STRATEGY, "warm-up is over"),
                tick -> {
                    terminalClock.observe(tick.eventTimeMicros());
                    quotes.put(tick.symbol(), tick);
                    terminal.onTick(tick);
                    feed.sendWaiting(tick);
                });
        keep(driver::stop);
        links.put("flink", cluster.uiUrl());
        links.put("metrics", cluster.metricsUrl());
        links.put("database", database.jdbcUrl() + "?user=" + database.user());
        links.put("signals", at.signals());
        startedNanos = System.nanoTime();
        allStrategies(Command.Kind.PAUSE_STRATEGY, "warm-up: history is played faster than one can trade");
        start(driver, "demo-market");
    }

    /**
     * Returns once everything runs and the market has begun.
     *
     * @param log told one line for each part as it comes up
     */
    public static DemoRuntime start(DemoOptions options, Consumer<String> log) throws Exception {
        return new DemoRuntime(options, log);
    }

    /** Goes the way of every input, so its place in the log is its moment. */
    private void allStrategies(Command.Kind kind, String why) {
        feed.send(new Command(
                "*", driver.marketMicros(), kind, "*", "", "demo", why, "demo-operator", commands.incrementAndGet()));
    }

    private JobID submitHotJob(LocalFlink cluster, String bootstrap, BridgeAddresses at, DemoKeys keys)
            throws Exception {
        SignalsSettings settings = options.signals()
                .connectedTo(bootstrap, at.fastCopy(), at.signalsIn())
                .commanding(at.control())
                .withKeys(keys.job(), keys.operator());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(
                settings.parallelism(), SignalsJob.configuration(settings));
        SignalsJob.build(env, settings, options.engine(), options.models());
        return cluster.submit(env, "tickpilot-signals");
    }

    private JobID submitArchive(LocalFlink cluster, String bootstrap, EmbeddedDatabase database) throws Exception {
        ArchiveSettings settings = options.archive()
                .connectedTo(bootstrap, new DatabaseSettings(database.jdbcUrl(), database.user(), database.password()));
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, ArchiveJob.configuration(settings));
        ArchiveJob.build(env, settings);
        return cluster.submit(env, "tickpilot-archive");
    }

    private JobID submitSupervision(LocalFlink cluster, String bootstrap, BridgeAddresses at, DemoKeys keys)
            throws Exception {
        SupervisionSettings settings = options.supervision()
                .connectedTo(bootstrap, at.control(), OperatorKeys.of(keys.operator()))
                .fromTheBeginning();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, SupervisionJob.configuration(settings));
        SupervisionJob.build(env, settings);
        return cluster.submit(env, "tickpilot-supervision");
    }

    /**
     * Runs until the time is over, there is enough of it, recorded data has come to its end, or the thread is interrupted.
     *
     * @param enough asked twice a second of the result so far
     * @param look shown the state as often
     */
    public DemoResult runFor(Duration length, Predicate<DemoResult> enough, Consumer<DemoSnapshot> look)
            throws Exception {
        long end = startedNanos + length.toNanos();
        DemoObserver observer =
                new DemoObserver(options, market.symbols(), quotes, bridge, terminal, tail, driver, links);
        boolean done = false;
        while (!done && System.nanoTime() < end && !driver.isExhausted()) {
            Thread.sleep(LOOK_EVERY.toMillis());
            look.accept(observer.look(secondsUp(), latencies(), flinkErrors()));
            done = enough.test(observer.result(terminalChoice.name()));
        }
        driver.stop();
        drain();
        look.accept(observer.look(secondsUp(), latencies(), flinkErrors()));
        return observer.result(terminalChoice.name());
    }

    /** Waits until what was sent has gone all the way: acknowledged, decided, told. */
    private void drain() throws Exception {
        boolean acknowledged = feed.flush(DRAIN_AT_MOST) && terminal.flush(DRAIN_AT_MOST);
        if (!acknowledged) {
            LOG.warn("not every tick was acknowledged in time");
        }
        long end = System.nanoTime() + DRAIN_AT_MOST.toNanos();
        long decisions = -1;
        int quietLooks = 0;
        while (System.nanoTime() < end && quietLooks < QUIET_LOOKS) {
            Thread.sleep(LOOK_EVERY.toMillis());
            quietLooks = tail.decisionCount() == decisions ? quietLooks + 1 : 0;
            decisions = tail.decisionCount();
        }
    }

    private Map<String, Percentiles> latencies() {
        Map<String, Percentiles> all = new LinkedHashMap<>();
        BridgeStats.Snapshot stats = bridge.stats();
        all.put("bridge-in-to-journaled", percentiles(stats.receivedToJournaled()));
        try {
            flink.latencies(hotJob.toHexString()).forEach((stage, p) -> all.put("flink-" + stage, p));
        } catch (ClusterException e) {
            LOG.debug("no latencies from Flink", e);
        }
        all.put("bridge-in-to-signal-out", percentiles(stats.receivedToSignal()));
        return all;
    }

    private long flinkErrors() {
        try {
            return jobs.stream()
                    .mapToLong(job -> flink.restarts(job.toHexString()))
                    .sum();
        } catch (ClusterException e) {
            LOG.debug("no restarts from Flink", e);
            return 0;
        }
    }

    private static Percentiles percentiles(io.tickpilot.bridge.Latency.Snapshot s) {
        return s.count() == 0
                ? new Percentiles(Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                : new Percentiles(s.p50(), s.p95(), s.p99(), s.max());
    }

    private double secondsUp() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static RejectListener warnings(Consumer<String> log) {
        return line -> log.accept("tickpilot: no tick: " + line);
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(DemoRuntime::delete);
            }
        }
        Files.createDirectories(folder);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty the folder of the last demo", e);
        }
    }

    /** Stops everything, newest first. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                LOG.warn("part of the demo did not stop cleanly", e);
            }
        }
    }
}
