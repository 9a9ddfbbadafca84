package io.tickpilot.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.bridge.BridgeProcess;
import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.TestKafka;
import io.tickpilot.bridge.Topics;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.bar.Bar;
import io.tickpilot.core.calendar.EconomicCalendar;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.engine.EngineListener;
import io.tickpilot.core.engine.EngineSettings;
import io.tickpilot.core.engine.LogScript;
import io.tickpilot.core.engine.ScriptedAgent;
import io.tickpilot.core.engine.SymbolEngine;
import io.tickpilot.core.engine.SymbolState;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.wire.JournalOrder;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real job behind two bridges, the active one a process that is killed in full flow. */
class BridgeTakeOverTest {
    private static final List<String> SYMBOLS = List.of("EURUSD", "GBPUSD", "AUDUSD");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final EngineSettings ENGINE = EngineSettings.from(Settings.parse("", Map.of()))
            .withResources(new Resources(EconomicCalendar.empty(), RegimeModels.plain()));

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    private record Place(String symbol, String strategy, int partition, int epoch, long sequence) {
        static Place of(Decision d) {
            return new Place(d.symbol(), d.strategy(), d.partition(), d.epoch(), d.sequence());
        }
    }

    @Test
    void theJobDecidesWhatTheJournalOfBothBridgesSays() throws Exception {
        try (TestKafka kafka = TestKafka.start(Files.createDirectory(folder.resolve("kafka")));
                BridgeProcess first = BridgeProcess.ready(folder, """
                        bridge: {signals-port: 0, control-port: 0, fast-copy-port: 0, signals-in-port: 0, clock: market}
                        instruments: {EURUSD: {}, GBPUSD: {}, AUDUSD: {}}
                        kafka: {bootstrap: '%s'}
                        """.formatted(kafka.bootstrap()));
                BridgeServer second = standby(kafka);
                BridgeClient feed = BridgeClient.connect(ClientSettings.feed(
                        "feed",
                        first.addresses().control() + "," + second.addresses().control()))) {
            JobClient job = start(kafka, first, second);
            List<List<SequencedEvent>> logs = logs();
            int length = logs.get(0).size();
            send(logs, 0, length / 2, feed);
            await().atMost(PATIENCE).until(() -> decided(kafka).size() > 10);
            first.kill();
            send(logs, length / 2, length, feed);
            assertThat(feed.flush(PATIENCE)).isTrue();

            Map<Place, Decision> truth = truth(kafka);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(decided(kafka).keySet()).containsAll(truth.keySet()));

            assertThat(second.stats().leading()).isTrue();
            Map<Place, Decision> decided = decided(kafka);
            assertThat(decided).containsAllEntriesOf(truth);
            decided.keySet().removeAll(truth.keySet());
            assertThat(decided.keySet())
                    .as("decided on what never reached the journal")
                    .allMatch(orphan -> orphan.epoch() < second.stats().epoch());
            assertThat(truth.keySet())
                    .anyMatch(place -> place.epoch() == second.stats().epoch());
            job.cancel().get();
        }
    }

    private static BridgeServer standby(TestKafka kafka) {
        return BridgeServer.start(
                BridgeSettings.defaults()
                        .withBootstrap(kafka.bootstrap())
                        .withPorts(BridgeSettings.Ports.ANY)
                        .withSuccession(BridgeSettings.Role.STANDBY, Duration.ofSeconds(2)),
                MarketClock.following(),
                SYMBOLS);
    }

    private static JobClient start(TestKafka kafka, BridgeProcess first, BridgeServer second) throws Exception {
        String yaml = "signals: {parallelism: 2, checkpoint-interval: 500ms}";
        SignalsSettings settings = SignalsSettings.from(Settings.parse(yaml, Map.of()))
                .connectedTo(
                        kafka.bootstrap(),
                        first.addresses().fastCopy() + "," + second.addresses().fastCopy(),
                        first.addresses().signalsIn() + "," + second.addresses().signalsIn());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(SignalsJob.configuration(settings));
        SignalsJob.build(env, settings, ENGINE, agents());
        return env.executeAsync("take-over");
    }

    private static AgentModels agents() {
        return () -> List.of(ScriptedAgent.moody("technical"));
    }

    private static List<List<SequencedEvent>> logs() {
        List<List<SequencedEvent>> logs = new ArrayList<>();
        for (int i = 0; i < SYMBOLS.size(); i++) {
            logs.add(new LogScript(SYMBOLS.get(i), i).warmUp().ticks(900).events());
        }
        return logs;
    }

    private static void send(List<List<SequencedEvent>> logs, int from, int below, BridgeClient feed)
            throws InterruptedException {
        for (int i = from; i < below; i++) {
            for (List<SequencedEvent> log : logs) {
                feed.sendWaiting(log.get(i).event());
            }
        }
    }

    private static Map<Place, Decision> decided(TestKafka kafka) throws WireException {
        Map<Place, Decision> decisions = new HashMap<>();
        for (byte[] bytes : kafka.read(Topics.DECISIONS)) {
            Decision decision = WireCodec.decodeDecision(bytes);
            Decision before = decisions.put(Place.of(decision), decision);
            assertThat(before == null || before.equals(decision))
                    .as("published twice, alike: %s", decision)
                    .isTrue();
        }
        return decisions;
    }

    /** What the bare engine decides over the records that count. */
    private static Map<Place, Decision> truth(TestKafka kafka) throws Exception {
        LogSchema schema = new LogSchema(ENGINE.instruments().symbols(), 64);
        Map<Integer, JournalOrder> orders = new HashMap<>();
        List<SequencedEvent> events = new ArrayList<>();
        for (byte[] bytes : kafka.read(Topics.JOURNAL)) {
            JournalRecord record = WireCodec.decodeRecord(bytes);
            if (orders.computeIfAbsent(record.partition(), partition -> JournalOrder.fromOldest())
                    .take(record)) {
                schema.decode(bytes, 0).emit(new ListCollector<>(events));
            }
        }
        SymbolEngine engine = new SymbolEngine(ENGINE, agents().open());
        Map<String, SymbolState> states = new TreeMap<>();
        Decisions decisions = new Decisions(new HashMap<>());
        for (SequencedEvent event : events) {
            engine.process(event, states.computeIfAbsent(event.symbol(), SymbolState::new), decisions);
        }
        assertThat(decisions.byPlace()).isNotEmpty();
        return decisions.byPlace();
    }

    private record Decisions(Map<Place, Decision> byPlace) implements EngineListener {
        @Override
        public void onDecision(Decision decision) {
            byPlace.put(Place.of(decision), decision);
        }

        @Override
        public void onBar(Bar bar) {}

        @Override
        public void onSignal(Signal signal) {}

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {}

        @Override
        public void onTradeReport(TradeReport report) {}
    }
}
