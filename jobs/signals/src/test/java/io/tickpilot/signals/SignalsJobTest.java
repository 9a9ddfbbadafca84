package io.tickpilot.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.NewsSentiment;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.feature.FeatureSchema;
import io.tickpilot.core.feature.Resources;
import io.tickpilot.core.market.DeadLetter;
import io.tickpilot.core.regime.RegimeChange;
import io.tickpilot.core.regime.RegimeModels;
import io.tickpilot.core.signal.Decision;
import io.tickpilot.core.signal.DecisionDigest;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.flink.AgentModels;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real job with real Kafka and a real bridge: every form decides what the bare engine decides over the journal. */
class SignalsJobTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Their partitions are 30, 54 and 29: the first task of two owns two of them, the second one. */
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

    @Test
    void decidesTheSameInBothFormsAndAtAnyParallelism() throws Exception {
        try (TestKafka kafka = TestKafka.start(folder);
                BridgeServer bridge = startBridge(kafka.bootstrap())) {
            JobClient live = start("zeromq", 2, kafka.bootstrap(), bridge);
            feed(bridge);
            List<RegimeChange> regimes = new ArrayList<>();
            Map<String, String> truth = truth(kafka, regimes);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hashes(kafka, 1, 0)).isEqualTo(truth));
            assertThat(regimes).extracting(RegimeChange::symbol).containsAll(SYMBOLS);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(alerts(kafka)).containsExactlyInAnyOrderElementsOf(regimes));
            assertThat(bridge.stats().signalsOut()).isPositive();
            live.cancel().get();

            String[] forms = {"kafka", "kafka", "zeromq"};
            int[] parallelisms = {1, 2, 1};
            for (int run = 0; run < forms.length; run++) {
                JobClient again = start(forms[run], parallelisms[run], kafka.bootstrap(), bridge);
                int runs = run + 2;
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(hashes(kafka, runs, runs - 1))
                        .isEqualTo(truth));
                again.cancel().get();
            }
            assertThat(bridge.stats().signalDuplicates()).isPositive();
        }
    }

    @Test
    void disablesAnAgentOverItsBudgetByACommandInTheJournal() throws Exception {
        EngineSettings engine = EngineSettings.from(Settings.parse(
                "agents: {technical: {budget: 1ms}}\nstrategies: [{name: eager, trigger: every-tick}]", Map.of()));
        LogScript script = new LogScript("EURUSD", 7).warmUp();
        try (TestKafka kafka = TestKafka.start(folder);
                BridgeServer bridge = startBridge(kafka.bootstrap());
                BridgeClient client = BridgeClient.connect(
                        ClientSettings.feed("test", bridge.addresses().control()))) {
            JobClient job = start("zeromq", 1, kafka.bootstrap(), bridge, engine, () -> List.of(taking(3)));
            for (SequencedEvent event : script.events()) {
                client.sendWaiting(event.event());
            }
            await().atMost(PATIENCE).until(() -> journal(kafka).stream()
                    .anyMatch(event -> event.event() instanceof Command command
                            && command.kind() == Command.Kind.DISABLE_AGENT
                            && command.target().equals("technical")
                            && command.issuedBy().equals("engine")));
            int sent = script.events().size();
            for (SequencedEvent event : script.ticks(60).events().subList(sent, sent + 60)) {
                client.sendWaiting(event.event());
            }
            assertThat(client.flush(PATIENCE)).isTrue();

            // the replay's agent is a fast one: what it says is the same, and when it is silenced too
            Map<String, String> truth =
                    truth(kafka, new ArrayList<>(), engine, () -> List.of(taking(0)), List.of("EURUSD"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hashes(kafka, 1, 0)).isEqualTo(truth));
            List<byte[]> decisions = kafka.read(Topics.DECISIONS);
            Decision last = WireCodec.decodeDecision(decisions.get(decisions.size() - 1));
            assertThat(last.votes().get(0).abstention()).isEqualTo("disabled");
            job.cancel().get();
        }
    }

    @Test
    void newsThatAFeedSendsTheBridgeIsInTheDecisions() throws Exception {
        EngineSettings engine =
                EngineSettings.from(Settings.parse("strategies: [{name: eager, trigger: every-tick}]", Map.of()));
        LogScript script = new LogScript("EURUSD", 7).warmUp();
        int silent = script.events().size();
        List<SequencedEvent> ticks = script.ticks(60).events();
        try (TestKafka kafka = TestKafka.start(folder);
                BridgeServer bridge = startBridge(kafka.bootstrap());
                BridgeClient feed = BridgeClient.connect(
                        ClientSettings.feed("test", bridge.addresses().control()));
                BridgeClient wire = BridgeClient.connect(
                        ClientSettings.feed("wire", bridge.addresses().control()))) {
            JobClient job = start("zeromq", 1, kafka.bootstrap(), bridge, engine, () -> List.of(newsReader()));
            send(ticks.subList(0, silent), feed);
            long now = ticks.get(silent - 1).event().eventTimeMicros();
            wire.sendWaiting(new NewsSentiment("EURUSD", now, 0.9, 0.8, "article-1", "wire", 1));
            assertThat(wire.flush(PATIENCE)).isTrue();
            send(ticks.subList(silent, ticks.size()), feed);

            Map<String, String> truth =
                    truth(kafka, new ArrayList<>(), engine, () -> List.of(newsReader()), List.of("EURUSD"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hashes(kafka, 1, 0)).isEqualTo(truth));
            List<Decision.Direction> directions = new ArrayList<>();
            for (byte[] record : kafka.read(Topics.DECISIONS)) {
                directions.add(WireCodec.decodeDecision(record).direction());
            }
            assertThat(directions.subList(0, directions.size() - 60))
                    .isNotEmpty()
                    .containsOnly(Decision.Direction.HOLD);
            assertThat(directions.subList(directions.size() - 60, directions.size()))
                    .containsOnly(Decision.Direction.BUY);
            job.cancel().get();
        }
    }

    /** Wants to buy while the news is good. */
    private static ScriptedAgent newsReader() {
        FeatureSchema news = FeatureSchema.parse("name: news\nfeatures: [{of: news-sentiment}, {of: news-confidence}]");
        return ScriptedAgent.of("technical", (window, p) -> {
                    boolean good = window[0] > 0.1;
                    p[0] = 0.05f;
                    p[1] = good ? 0.15f : 0.8f;
                    p[2] = good ? 0.8f : 0.15f;
                })
                .trainedOn(news);
    }

    private static void send(List<SequencedEvent> events, BridgeClient client) throws InterruptedException {
        for (SequencedEvent event : events) {
            client.sendWaiting(event.event());
        }
        assertThat(client.flush(PATIENCE)).isTrue();
    }

    /** Works so long each time. */
    private static ScriptedAgent taking(int millis) {
        return ScriptedAgent.of("technical", (window, p) -> {
            long end = THREADS.getCurrentThreadCpuTime() + millis * 1_000_000L;
            while (millis > 0 && THREADS.getCurrentThreadCpuTime() < end) {
                Thread.onSpinWait();
            }
            p[0] = 0.05f;
            p[1] = 0.15f;
            p[2] = 0.8f;
        });
    }

    @Test
    void isOneChainToTheBridgeWithKafkasSinksApart() {
        SignalsSettings settings = settings("zeromq", 2, "127.0.0.1:1", "tcp://127.0.0.1:1", "tcp://127.0.0.1:1");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(SignalsJob.configuration(settings));
        SignalsJob.build(env, settings, ENGINE, agents());

        assertThat(env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(env.getConfiguration().get(PipelineOptions.AUTO_GENERATE_UIDS))
                .isFalse();
        assertThat(env.getConfig().isObjectReuseEnabled()).isTrue();
        List<String> tasks = new ArrayList<>();
        for (JobVertex vertex : env.getStreamGraph().getJobGraph().getVertices()) {
            tasks.add(vertex.getName());
            assertThat(vertex.getMaxParallelism()).isEqualTo(64);
        }
        assertThat(tasks)
                .filteredOn(name -> !name.startsWith("kafka-"))
                .containsExactly("Source: journal -> engine -> (bridge: Writer, commands: Writer)");
    }

    private static BridgeServer startBridge(String bootstrap) {
        BridgeSettings settings =
                BridgeSettings.defaults().withBootstrap(bootstrap).withPorts(BridgeSettings.Ports.ANY);
        return BridgeServer.start(settings, MarketClock.following(), SYMBOLS);
    }

    private static void feed(BridgeServer bridge) throws InterruptedException {
        List<List<SequencedEvent>> logs = new ArrayList<>();
        for (int i = 0; i < SYMBOLS.size(); i++) {
            logs.add(new LogScript(SYMBOLS.get(i), i).warmUp().ticks(900).events());
        }
        try (BridgeClient client = BridgeClient.connect(
                ClientSettings.feed("test", bridge.addresses().control()))) {
            for (int i = 0; i < logs.get(0).size(); i++) {
                for (List<SequencedEvent> log : logs) {
                    client.sendWaiting(log.get(i).event());
                }
            }
            assertThat(client.flush(PATIENCE)).isTrue();
        }
    }

    private JobClient start(String form, int parallelism, String bootstrap, BridgeServer bridge) throws Exception {
        return start(form, parallelism, bootstrap, bridge, ENGINE, agents());
    }

    private static JobClient start(
            String form,
            int parallelism,
            String bootstrap,
            BridgeServer bridge,
            EngineSettings engine,
            AgentModels agents)
            throws Exception {
        SignalsSettings settings = settings(
                        form,
                        parallelism,
                        bootstrap,
                        bridge.addresses().fastCopy(),
                        bridge.addresses().signalsIn())
                .commanding(bridge.addresses().control());
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(SignalsJob.configuration(settings));
        SignalsJob.build(env, settings, engine, agents);
        return env.executeAsync(form);
    }

    private static SignalsSettings settings(
            String form, int parallelism, String bootstrap, String fastCopy, String signalsIn) {
        String yaml = "signals: {source: " + form + ", parallelism: " + parallelism + ", checkpoint-interval: 500ms}";
        return SignalsSettings.from(Settings.parse(yaml, Map.of())).connectedTo(bootstrap, fastCopy, signalsIn);
    }

    private static AgentModels agents() {
        return () -> List.of(ScriptedAgent.moody("technical"));
    }

    private static List<RegimeChange> alerts(TestKafka kafka) throws WireException {
        List<RegimeChange> changes = new ArrayList<>();
        for (byte[] record : kafka.read(Topics.ALERTS)) {
            RegimeChange change = WireCodec.decodeAlert(record);
            if (change != null) {
                changes.add(change);
            }
        }
        return changes;
    }

    /**
     * Hashes by symbol of the decisions the bare engine takes over what the journal holds.
     *
     * @param regimes gets the changes of regime it tells
     */
    private static Map<String, String> truth(TestKafka kafka, List<RegimeChange> regimes) throws IOException {
        return truth(kafka, regimes, ENGINE, agents(), SYMBOLS);
    }

    private static List<SequencedEvent> journal(TestKafka kafka) throws IOException {
        LogSchema schema = new LogSchema(ENGINE.instruments().symbols(), 64);
        List<SequencedEvent> events = new ArrayList<>();
        for (byte[] record : kafka.read(Topics.JOURNAL)) {
            schema.decode(record, 0).emit(new ListCollector<>(events));
        }
        return events;
    }

    private static Map<String, String> truth(
            TestKafka kafka,
            List<RegimeChange> regimes,
            EngineSettings settings,
            AgentModels agents,
            List<String> symbols)
            throws IOException {
        SymbolEngine engine = new SymbolEngine(settings, agents.open());
        Map<String, SymbolState> states = new TreeMap<>();
        for (SequencedEvent event : journal(kafka)) {
            engine.process(event, states.computeIfAbsent(event.symbol(), SymbolState::new), new BareListener(regimes));
        }
        Map<String, String> truth = new TreeMap<>();
        for (String symbol : symbols) {
            SymbolState state = states.get(symbol);
            assertThat(state.counters().signals()).as(symbol).isPositive();
            truth.put(
                    symbol, state.counters().decisions() + " " + HexFormat.of().formatHex(state.decisionHash()));
        }
        return truth;
    }

    /** Hashes by symbol of the decisions published by one of several runs after each other. */
    private static Map<String, String> hashes(TestKafka kafka, int runs, int run) throws WireException {
        Map<String, List<Decision>> bySymbol = new TreeMap<>();
        for (byte[] record : kafka.read(Topics.DECISIONS)) {
            Decision decision = WireCodec.decodeDecision(record);
            bySymbol.computeIfAbsent(decision.symbol(), s -> new ArrayList<>()).add(decision);
        }
        DecisionDigest digest = new DecisionDigest();
        Map<String, String> hashes = new TreeMap<>();
        bySymbol.forEach((symbol, all) -> {
            List<Decision> own = all.subList(all.size() / runs * run, all.size() / runs * (run + 1));
            byte[] hash = DecisionDigest.start();
            for (Decision decision : own) {
                hash = digest.next(hash, decision);
            }
            hashes.put(symbol, own.size() + " " + HexFormat.of().formatHex(hash));
        });
        return hashes;
    }

    private record BareListener(List<RegimeChange> regimes) implements EngineListener {
        @Override
        public void onRegimeChange(RegimeChange change) {
            regimes.add(change);
        }

        @Override
        public void onBar(Bar bar) {}

        @Override
        public void onSignal(Signal signal) {}

        @Override
        public void onDecision(Decision decision) {}

        @Override
        public void onDeadLetter(DeadLetter deadLetter) {}

        @Override
        public void onTradeReport(TradeReport report) {}
    }
}
