package io.tickpilot.flink.connector.zeromq.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.flink.connector.zeromq.source.TestLog.Fold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real source in a real (mini) cluster: after every mishap each key's state is what the journal says, in order. */
class ZeroMqJournaledSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, Fold> STATE = new ConcurrentHashMap<>();
    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();
    private static final AtomicInteger FAILED = new AtomicInteger();
    private static final AtomicInteger OPENED = new AtomicInteger();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(2)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    private final Random random = new Random(42);
    private TestLog log;
    private JobClient running;

    @BeforeEach
    void openLog(TestInfo test) {
        STATE.clear();
        FAILURES_LEFT.set(0);
        FAILED.set(0);
        OPENED.set(0);
        TestRecord.Schema.FROM_LIVE.set(0);
        log = new TestLog(test.getDisplayName());
    }

    @AfterEach
    void stop() throws Exception {
        if (!running.getJobStatus().get().isGloballyTerminalState()) {
            running.cancel().get();
        }
        log.close();
    }

    @Test
    void joinsJournalAndLiveCopyAcrossDropsAndDoubles() throws Exception {
        log.dropped = r -> random.nextInt(20) == 0;
        log.doubled = r -> random.nextInt(20) == 0;
        events(500);

        start(2, true, null);
        awaitLive();
        for (int round = 0; round < 40; round++) {
            events(100);
            log.clocks();
            pace();
        }

        awaitTruth();
    }

    /** As over a half-open connection: neither a record nor a clock tells that there is more. */
    @Test
    void goesOnFromTheJournalWhileTheLiveCopyIsSilent() throws Exception {
        start(2, true, null);
        events(200);
        awaitLive();
        awaitTruth();

        log.dropped = r -> true;
        events(200);
        awaitTruth();
        log.dropped = r -> false;
        TestRecord.Schema.FROM_LIVE.set(0);
        awaitLive();
        events(200);

        awaitTruth();
    }

    @Test
    void readsTheJournalAloneWithoutALiveEndpoint() throws Exception {
        events(500);

        start(2, false, null);
        events(500);
        log.clocks();

        awaitTruth();
        assertThat(TestRecord.Schema.FROM_LIVE.get()).isZero();
    }

    @Test
    void keepsEveryKeysOrderAcrossThrownFailuresWhileTheJournalLags() throws Exception {
        start(2, true, null);
        awaitLive();
        FAILURES_LEFT.set(6);
        for (int round = 0; round < 200; round++) {
            log.journalHeld = true;
            events(30);
            log.clocks();
            pace();
            log.journalHeld = false;
            log.flushJournal();
            pace();
        }
        log.clocks();

        awaitTruth();
        assertThat(FAILED.get()).isEqualTo(6);
    }

    @Test
    void rewindsOverEventsThatWereLostWithTheirSequencer() throws Exception {
        start(2, true, null);
        events(200);
        awaitLive();
        awaitTruth();

        log.journalHeld = true;
        events(50);
        Map<String, Fold> truthBefore = log.truth();
        await().atMost(PATIENCE).until(() -> !STATE.equals(truthBefore));
        log.journalHeld = false;
        log.openEpoch();
        events(200);
        log.clocks();

        awaitTruth();
    }

    @Test
    void keepsEveryKeysOrderWhenRescaledBySavepoint() throws Exception {
        String savepoint = null;
        for (int parallelism : new int[] {1, 2, 3, 1}) {
            start(parallelism, true, savepoint);
            TestRecord.Schema.FROM_LIVE.set(0);
            awaitLive();
            for (int round = 0; round < 20; round++) {
                events(50);
                log.clocks();
                pace();
            }
            awaitTruth();
            events(100);
            savepoint = running.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                    .get(30, TimeUnit.SECONDS);
            events(100);
        }

        start(2, true, savepoint);
        awaitTruth();
    }

    @Test
    void keepsSplitsInPlaceWhenASubtaskFailsAfterARescaleAndBeforeACheckpoint() throws Exception {
        start(1, true, null);
        events(300);
        log.clocks();
        awaitTruth();
        String savepoint = running.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(30, TimeUnit.SECONDS);

        start(2, true, savepoint, Duration.ofMinutes(10));
        FAILURES_LEFT.set(3);
        for (int round = 0; round < 100; round++) {
            events(30);
            log.clocks();
            pace();
        }

        awaitTruth();
        assertThat(FAILED.get()).isEqualTo(3);
    }

    /** Either of the two keeps slots enough for the job. */
    @Test
    void keepsEveryKeysOrderWhenTaskManagersAreLost(@InjectMiniCluster MiniCluster cluster) throws Exception {
        start(2, true, null);
        awaitLive();
        for (int lost = 0; lost < 4; lost++) {
            for (int round = 0; round < 20; round++) {
                events(30);
                log.clocks();
                pace();
            }
            cluster.terminateTaskManager(lost).get();
            events(200);
            cluster.startTaskManager();
            awaitTruth();
        }
        assertThat(OPENED.get()).isGreaterThan(2);
    }

    /** Until then a subtask reads the journal; a subtask is live once a clock of each of its partitions has come. */
    private void awaitLive() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            log.clocks();
            return TestRecord.Schema.FROM_LIVE.get() > 10 * TestLog.PARTITIONS;
        });
    }

    /** Spreads the load over checkpoints and failures; nothing is waited for. */
    private static void pace() {
        LockSupport.parkNanos(5_000_000);
    }

    private void events(int count) {
        for (int i = 0; i < count; i++) {
            log.event("key-" + random.nextInt(TestRecord.KEYS));
        }
    }

    /** A lost tail is seen by the next clock, so clocks go on while waiting, slowly enough to be caught up with. */
    private void awaitTruth() {
        AtomicInteger polls = new AtomicInteger();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            if (polls.getAndIncrement() % 50 == 0) {
                log.clocks();
            }
            assertThat(new TreeMap<>(STATE)).isEqualTo(log.truth());
        });
    }

    private void start(int parallelism, boolean live, String savepoint) throws Exception {
        start(parallelism, live, savepoint, Duration.ofMillis(100));
    }

    private void start(int parallelism, boolean live, String savepoint, Duration checkpointInterval) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(20));
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        env.setMaxParallelism(TestLog.PARTITIONS);
        env.getConfig().enableObjectReuse();
        ZeroMqJournaledSourceBuilder<Tuple2<String, Long>> source =
                ZeroMqJournaledSource.<Tuple2<String, Long>>builder()
                        .setJournal(log.journal())
                        .setSchema(new TestRecord.Schema())
                        .setMaxParallelism(TestLog.PARTITIONS)
                        .setSilence(Duration.ofSeconds(2))
                        .setPendingLimit(200);
        if (live) {
            source.addLiveEndpoint(log.endpoint());
        }
        var records = env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "log")
                .uid("log");
        DataStreamUtils.reinterpretAsKeyedStream(records, r -> r.f0, Types.STRING)
                .process(new Folding())
                .uid("fold");
        running = env.executeAsync();
    }

    /** Keeps the fold in state, so that a wrong restore shows. */
    private static final class Folding extends KeyedProcessFunction<String, Tuple2<String, Long>, Void> {
        private transient ValueState<Tuple2<Long, Long>> fold;
        private transient long seen;

        @Override
        public void open(OpenContext context) {
            OPENED.incrementAndGet();
            fold = getRuntimeContext()
                    .getState(new ValueStateDescriptor<>("fold", Types.TUPLE(Types.LONG, Types.LONG)));
        }

        @Override
        public void processElement(Tuple2<String, Long> record, Context context, Collector<Void> out) throws Exception {
            Tuple2<Long, Long> old = fold.value();
            Fold next = (old == null ? Fold.EMPTY : new Fold(old.f0, old.f1)).add(record.f1);
            fold.update(Tuple2.of(next.count(), next.hash()));
            STATE.put(record.f0, next);
            if (++seen % 500 == 0 && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                FAILED.incrementAndGet();
                throw new IllegalStateException("thrown on purpose");
            }
        }
    }
}
