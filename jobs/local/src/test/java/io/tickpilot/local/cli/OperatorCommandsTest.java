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
import io.tickpilot.local.operate.TopicReader;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's verbs, at a real bridge and a real Kafka. */
class OperatorCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void ordersComeIntoTheLogWithWhoAndWhy() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                BridgeServer bridge = bridge(kafka.bootstrap())) {
            String control = bridge.addresses().control();
            List<String> to = List.of("--to", control, "--by", "ann", "--why", "drill");

            assertThat(run(to, "kill")).as(err::toString).isZero();
            assertThat(run(to, "resume", "--account", "paper-1")).isZero();
            assertThat(run(to, "breakers", "trip", "strategy:scalp", "--cooldown", "30m", "--symbol", "XAUUSD"))
                    .isZero();
            assertThat(run(to, "breakers", "reset", "symbol")).isZero();

            assertThat(commands(kafka.bootstrap()))
                    .allSatisfy(each -> {
                        assertThat(each.issuedBy()).isEqualTo("ann");
                        assertThat(each.why()).isEqualTo("drill");
                    })
                    .extracting(each -> each.symbol() + " " + each.kind() + " " + each.target() + " " + each.argument())
                    .containsExactlyInAnyOrder(
                            "EURUSD KILL * ",
                            "XAUUSD KILL * ",
                            "EURUSD RESUME account:paper-1 ",
                            "XAUUSD RESUME account:paper-1 ",
                            "XAUUSD TRIP_BREAKER strategy:scalp cause=manual;cooldown=1800000000",
                            "EURUSD RESET_BREAKER symbol ",
                            "XAUUSD RESET_BREAKER symbol ");
            assertThat(run(to, "breakers", "reset", "scalp")).isEqualTo(2);
            assertThat(err.toString()).isEqualTo("tickpilot: order: target must be account:NAME: scalp\n");
        }
    }

    @Test
    void patternsAreListedSetAndSwitchedOff() throws Exception {
        Path mine = folder.resolve("mine.yaml");
        Files.writeString(mine, """
                id: two-losses
                steps: [{name: loss, event: trade-closed, where: ["profit < 0"], times: 2}]
                within: 10m
                """);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            Topics.ensure(kafka.bootstrap(), 4);
            List<String> at = List.of("--set", "kafka.bootstrap=" + kafka.bootstrap());

            assertThat(run(at, "patterns", "set", mine.toString()))
                    .as(err::toString)
                    .isZero();
            assertThat(run(at, "patterns", "off", "flip-flop"))
                    .as(err::toString)
                    .isZero();
            out.getBuffer().setLength(0);
            assertThat(run(at, "patterns", "list")).isZero();

            assertThat(out.toString().lines())
                    .anyMatch(line -> line.startsWith("two-losses") && line.contains(" on "))
                    .anyMatch(line -> line.startsWith("flip-flop") && line.contains(" off"))
                    .anyMatch(line -> line.startsWith("feed-stall") && line.contains("until bar-s1"))
                    .hasSize(7);
            assertThat(run(at, "patterns", "off", "nothing")).isEqualTo(2);
            assertThat(err.toString()).startsWith("tickpilot: ID: must be one of feed-stall, ");
        }
    }

    private BridgeServer bridge(String bootstrap) {
        Settings settings = Settings.parse(
                "bridge: {signals-port: 0, control-port: 0, fast-copy-port: 0, signals-in-port: 0, websocket: {enabled: false}}\n"
                        + "kafka: {bootstrap: '" + bootstrap + "'}",
                Map.of());
        return BridgeServer.start(BridgeSettings.from(settings), MarketClock.system(), List.of("EURUSD", "XAUUSD"));
    }

    private int run(List<String> more, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(more);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    /** An order was waited for until it is there. */
    private static List<Command> commands(String bootstrap) {
        List<Command> commands = new ArrayList<>();
        try (TopicReader reader = new TopicReader(bootstrap)) {
            reader.readAll(Topics.JOURNAL, value -> {
                if (WireCodec.decodeRecord(value) instanceof JournalRecord.Entry entry
                        && entry.event().event() instanceof Command command) {
                    commands.add(command);
                }
            });
        }
        return commands;
    }
}
