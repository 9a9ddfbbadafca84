package io.tickpilot.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.TestKafka;
import io.tickpilot.bridge.Topics;
import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.AccountReport;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real job with real Kafka and a real bridge. */
class SupervisionJobTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    private long reports;

    @Test
    void everyOperatorHasAUidAndNoTypeIsGeneric() {
        SupervisionSettings settings = settings("127.0.0.1:1", "tcp://127.0.0.1:1");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(SupervisionJob.configuration(settings));

        SupervisionJob.build(env, settings);

        assertThat(env.getStreamGraph().getJobGraph().getVerticesSortedTopologicallyFromSources())
                .hasSizeGreaterThan(5);
    }

    @Test
    void blocksByCommandsInTheJournalWithPatternsChangedAtRunTimeAndOverARestart() throws Exception {
        try (TestKafka kafka = TestKafka.start(folder.resolve("kafka"));
                BridgeServer bridge = BridgeServer.start(
                        BridgeSettings.defaults()
                                .withBootstrap(kafka.bootstrap())
                                .withPorts(BridgeSettings.Ports.ANY),
                        MarketClock.system(),
                        Set.of("EURUSD"));
                BridgeClient terminal = BridgeClient.connect(
                        ClientSettings.feed("test", bridge.addresses().control()))) {
            SupervisionSettings settings =
                    settings(kafka.bootstrap(), bridge.addresses().control());
            JobClient job = start(settings, null);

            lose(terminal, 3);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(blocks(kafka)).containsExactly("losses-in-a-row"));
            assertThat(alerts(kafka)).containsExactly("losses-in-a-row OPENED");

            define(kafka, "two-losses", """
                    {id: two-losses, scope: strategy, block: 1m, within: 1m,
                     steps: [{name: loss, event: trade-closed, where: ["profit < 0"], times: 2}]}
                    """);
            define(kafka, "losses-in-a-row", settings.patterns().get("losses-in-a-row") + "\non: false\n");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(alerts(kafka)).contains("losses-in-a-row CLEARED"));
            lose(terminal, 1);
            String savepoint = job.stopWithSavepoint(
                            false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                    .get();

            JobClient again = start(settings, savepoint);
            lose(terminal, 1);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(blocks(kafka)).containsExactly("losses-in-a-row", "two-losses"));
            again.cancel().get();
        }
    }

    @Test
    void tellsHowAnAccountStandsAndStopsItWhileTheJobLivesAndOverARestart() throws Exception {
        try (TestKafka kafka = TestKafka.start(folder.resolve("kafka"));
                BridgeServer bridge = BridgeServer.start(
                        BridgeSettings.defaults()
                                .withBootstrap(kafka.bootstrap())
                                .withPorts(BridgeSettings.Ports.ANY),
                        MarketClock.system(),
                        Set.of("EURUSD", "GBPUSD"));
                BridgeClient terminal = BridgeClient.connect(
                        ClientSettings.feed("test", bridge.addresses().control()))) {
            SupervisionSettings settings =
                    settings(kafka.bootstrap(), bridge.addresses().control());
            JobClient job = start(settings, null);

            tell(terminal, 9_900);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            newestRisk(kafka).path("money").path("equity").asDouble())
                    .isEqualTo(9_900));
            assertThat(newestRisk(kafka).path("breaker").path("state").asText()).isEqualTo("CLOSED");
            assertThat(newestRisk(kafka).path("floors").path("total").isNull())
                    .as("no rules, so minus infinity, which JSON does not know")
                    .isTrue();
            lose(terminal, 5);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(trips(kafka))
                    .as("a trip for each symbol")
                    .containsExactlyInAnyOrder(
                            "EURUSD account:paper-1 consecutive-losses", "GBPUSD account:paper-1 consecutive-losses"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(accountAlerts(kafka)).containsExactly("account:paper-1 OPEN"));
            String savepoint = job.stopWithSavepoint(
                            false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                    .get();
            long before = newestRisk(kafka).path("at_micros").asLong();

            JobClient again = start(settings, savepoint);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            newestRisk(kafka).path("at_micros").asLong())
                    .isGreaterThan(before));
            assertThat(newestRisk(kafka).path("breaker").path("state").asText()).isEqualTo("OPEN");
            assertThat(newestRisk(kafka).path("money").path("equity").asDouble())
                    .isEqualTo(9_900);
            again.cancel().get();
            assertThat(trips(kafka)).hasSize(2);
        }
    }

    private void tell(BridgeClient terminal, double equity) throws InterruptedException {
        terminal.sendWaiting(new AccountReport(
                Command.ALL,
                System.currentTimeMillis() * 1_000,
                "paper-1",
                "USD",
                equity,
                equity,
                0,
                equity,
                100,
                0,
                10_000,
                false,
                "terminal",
                ++reports));
        assertThat(terminal.flush(PATIENCE)).isTrue();
    }

    private static JsonNode newestRisk(TestKafka kafka) throws Exception {
        List<byte[]> told = kafka.read(Topics.RISK);
        assertThat(told).isNotEmpty();
        return new ObjectMapper().readTree(told.get(told.size() - 1));
    }

    /** Symbol, target and cause of the trips in the journal. */
    private static List<String> trips(TestKafka kafka) throws Exception {
        List<String> told = new ArrayList<>();
        for (byte[] bytes : kafka.read(Topics.JOURNAL)) {
            if (WireCodec.decodeRecord(bytes) instanceof JournalRecord.Entry entry
                    && entry.event().event() instanceof Command command
                    && command.kind() == Command.Kind.TRIP_BREAKER) {
                told.add(command.symbol() + " " + command.target() + " "
                        + command.arguments().text("cause"));
            }
        }
        return told;
    }

    private static List<String> accountAlerts(TestKafka kafka) throws Exception {
        List<String> told = new ArrayList<>();
        for (byte[] bytes : kafka.read(Topics.ALERTS)) {
            Alert alert = Alert.parseFrom(bytes);
            if (alert.hasBreakerChange()) {
                told.add(alert.getBreakerChange().getScope() + " "
                        + alert.getBreakerChange().getTo());
            }
        }
        return told;
    }

    private JobClient start(SupervisionSettings settings, String savepoint) throws Exception {
        Configuration configuration = SupervisionJob.configuration(settings);
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        SupervisionJob.build(env, settings);
        return env.executeAsync("supervision-test");
    }

    private static SupervisionSettings settings(String bootstrap, String control) {
        Settings root = Settings.parse("supervision: {start: earliest, checkpoint-interval: 500ms}", Map.of());
        return SupervisionSettings.from(root).withFiles(Path::of).connectedTo(bootstrap, control, null);
    }

    private void lose(BridgeClient terminal, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            long ticket = ++reports;
            report(terminal, TradeReport.Status.OPENED, ticket);
            report(terminal, TradeReport.Status.CLOSED, ticket);
        }
        assertThat(terminal.flush(PATIENCE)).isTrue();
    }

    private void report(BridgeClient terminal, TradeReport.Status status, long ticket) throws InterruptedException {
        boolean opened = status == TradeReport.Status.OPENED;
        long number = ++reports;
        terminal.sendWaiting(new TradeReport(
                "EURUSD",
                number,
                status,
                "paper-1",
                "scalp",
                "",
                ticket,
                ticket,
                Side.BUY,
                1,
                opened ? 1 : 0,
                1.1,
                opened ? 0 : -5,
                0,
                opened ? "signal" : "stop",
                "terminal",
                number));
    }

    private static void define(TestKafka kafka, String id, String text) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.bootstrap());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.PATTERNS, id, text)).get();
        }
    }

    /** Ids of the blocks in the journal, in its order. */
    private static List<String> blocks(TestKafka kafka) throws Exception {
        List<String> ids = new ArrayList<>();
        for (byte[] bytes : kafka.read(Topics.JOURNAL)) {
            if (WireCodec.decodeRecord(bytes) instanceof JournalRecord.Entry entry
                    && entry.event().event() instanceof Command command
                    && command.kind() == Command.Kind.BLOCK_ENTRIES) {
                assertThat(command.target()).isEqualTo("scalp");
                ids.add(command.arguments().text("id"));
            }
        }
        return ids;
    }

    private static List<String> alerts(TestKafka kafka) throws Exception {
        List<String> told = new ArrayList<>();
        for (byte[] bytes : kafka.read(Topics.ALERTS)) {
            var change = Alert.parseFrom(bytes).getPatternChange();
            told.add(change.getPattern() + " " + change.getStage());
        }
        return told;
    }
}
