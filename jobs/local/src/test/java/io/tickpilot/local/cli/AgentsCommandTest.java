package io.tickpilot.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.Topics;
import io.tickpilot.core.config.Settings;
import io.tickpilot.core.event.Command;
import io.tickpilot.embedded.EmbeddedKafka;
import io.tickpilot.local.Main;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders about agents, through a real bridge that wants keys into a real journal. */
class AgentsCommandTest {
    private static final List<String> SYMBOLS = List.of("EURUSD", "XAUUSD");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anOperatorsOrdersComeIntoTheLogOfEachSymbolAndNobodyElses() throws Exception {
        key("trader", "operator");
        key("mt4", "terminal");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                BridgeServer bridge = bridge(kafka.bootstrap())) {
            String control = bridge.addresses().control();

            assertThat(order(control, "trader", "disable", "technical", "--why", "it lags", "--by", "ann"))
                    .as(err::toString)
                    .isZero();
            assertThat(order(control, "trader", "enable", "technical", "--why", "fine again", "--symbol", "XAUUSD"))
                    .as(err::toString)
                    .isZero();
            assertThat(order(control, "mt4", "disable", "*", "--why", "mischief"))
                    .isEqualTo(1);

            assertThat(err.toString())
                    .isEqualTo("tickpilot: bridge refused the order: role may not send this%n".formatted());
            assertThat(out.toString().lines())
                    .containsExactly(
                            "technical disabled for every symbol: the order is in the log",
                            "technical enabled for XAUUSD: the order is in the log");
            assertThat(commands(kafka.bootstrap()))
                    .extracting(each -> each.symbol() + " " + each.kind() + " " + each.target() + " " + each.why())
                    .containsExactlyInAnyOrder(
                            "EURUSD DISABLE_AGENT technical it lags",
                            "XAUUSD DISABLE_AGENT technical it lags",
                            "XAUUSD ENABLE_AGENT technical fine again");
            assertThat(commands(kafka.bootstrap()).get(0).issuedBy()).isEqualTo("ann");
        }
    }

    @Test
    void saysInOneLineWhatIsWrong() {
        assertThat(run("agents", "enable", "nobody", "--why", "x")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("tickpilot: AGENT: must be * or one of ")
                .endsWith(": nobody\n");
        assertThat(run("agents", "enable", "technical", "--why", " ")).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("tickpilot: --why: must not be empty\n");
        assertThat(run("agents", "enable", "technical", "--why", "x", "--key", "none.key_secret"))
                .isEqualTo(2);
        assertThat(err.toString()).isEqualTo("tickpilot: --key: holds no keys of a client: none.key_secret\n");
        assertThat(run("agents", "enable", "technical", "--why", "x", "--timeout", "1", "--to", "tcp://127.0.0.1:9"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("tickpilot: bridge did not take the order within 1 s");
    }

    private BridgeServer bridge(String bootstrap) {
        Settings settings = Settings.parse(
                "bridge: {signals-port: 0, control-port: 0, fast-copy-port: 0, signals-in-port: 0, curve: required, keys: '"
                        + folder + "', websocket: {enabled: false}}\nkafka: {bootstrap: '" + bootstrap + "'}",
                Map.of());
        return BridgeServer.start(BridgeSettings.from(settings), MarketClock.system(), SYMBOLS);
    }

    private void key(String client, String role) {
        assertThat(run("bridge", "keys", "--out", folder.toString(), "--client", client, "--role", role))
                .isZero();
    }

    private int order(String control, String client, String... arguments) {
        List<String> call = new ArrayList<>(List.of("agents"));
        call.addAll(List.of(arguments));
        call.addAll(List.of(
                "--to", control, "--key", folder.resolve(client + ".key_secret").toString()));
        return run(call.toArray(String[]::new));
    }

    private int run(String... arguments) {
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** All that the journal holds by now: an order was waited for until it is there. */
    private static List<Command> commands(String bootstrap) throws Exception {
        List<Command> commands = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.JOURNAL).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
                    if (WireCodec.decodeRecord(each.value()) instanceof JournalRecord.Entry entry
                            && entry.event().event() instanceof Command command) {
                        commands.add(command);
                    }
                }
            }
        }
        return commands;
    }
}
