package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.breaker.Halts;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.signal.Rejection;
import io.tickpilot.wire.Partitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbols that come after a command was given for all of them, through real bridges and their journal. */
class LateSymbolsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private long sequences;

    @Test
    void aSymbolThatIsConfiguredLaterIsHaltedOnceAndResumedWithTheRest(@TempDir Path directory) throws Exception {
        try (TestKafka kafka = TestKafka.start(directory)) {
            try (BridgeServer bridge = start(kafka, 0, 1, "EURUSD", "GBPUSD")) {
                send(
                        bridge,
                        forAll(Kind.KILL, "*", ""),
                        forAll(Kind.BLOCK_ENTRIES, "scalp", "id=night"),
                        forAll(Kind.BLOCK_ENTRIES, "scalp", "id=news"),
                        forAll(Kind.UNBLOCK_ENTRIES, "scalp", "id=news"));
            }
            List<String> ear = new CopyOnWriteArrayList<>();
            try (BridgeServer bridge = start(kafka, 0, 1, "EURUSD", "GBPUSD", "XAUUSD");
                    BridgeClient terminal = terminal(bridge, "XAUUSD", ear)) {
                send(bridge, tick("XAUUSD", 1));
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(ear)
                        .containsExactly("KILL *", "BLOCK_ENTRIES scalp"));
                assertThat(terminal.stats().connected()).isTrue();
            }
            assertThat(journaled(kafka, "XAUUSD")).containsExactly("KILL *", "BLOCK_ENTRIES scalp", "tick 1");
            assertThat(halts(kafka, "XAUUSD")).containsExactly("kill", "blocked:night");

            for (int restart = 2; restart <= 3; restart++) {
                try (BridgeServer bridge = start(kafka, 0, 1, "EURUSD", "GBPUSD", "XAUUSD")) {
                    send(bridge, tick("XAUUSD", restart));
                }
            }
            assertThat(journaled(kafka, "XAUUSD"))
                    .containsExactly("KILL *", "BLOCK_ENTRIES scalp", "tick 1", "tick 2", "tick 3");

            try (BridgeServer bridge = start(kafka, 0, 1, "EURUSD", "XAUUSD", "USDJPY")) {
                assertThat(bridge.stats().leading()).isTrue();
                send(bridge, forAll(Kind.RESUME, "*", ""));
            }
            for (String symbol : List.of("EURUSD", "GBPUSD", "XAUUSD", "USDJPY")) {
                assertThat(halts(kafka, symbol)).as(symbol).containsExactly("blocked:night");
            }

            try (BridgeServer bridge = start(kafka, 0, 1, "AUDUSD")) {
                send(bridge, tick("AUDUSD", 1));
            }
            assertThat(journaled(kafka, "AUDUSD")).containsExactly("BLOCK_ENTRIES scalp", "tick 1");
        }
    }

    @Test
    void aSymbolThatNobodyConfiguredHearsItBeforeItsFirstTick(@TempDir Path directory) throws Exception {
        try (TestKafka kafka = TestKafka.start(directory);
                BridgeServer bridge = start(kafka, 0, 1, "EURUSD")) {
            send(bridge, forAll(Kind.KILL, "*", ""));
            send(bridge, tick("BTCUSD", 1), tick("BTCUSD", 2));

            assertThat(journaled(kafka, "BTCUSD")).containsExactly("KILL *", "tick 1", "tick 2");
            assertThat(halts(kafka, "BTCUSD")).containsExactly("kill");
        }
    }

    @Test
    void aBridgeOfANewShareHearsItFromThePartitionsOfOthers(@TempDir Path directory) throws Exception {
        String even = symbolOfShare(0);
        String odd = symbolOfShare(1);
        try (TestKafka kafka = TestKafka.start(directory)) {
            try (BridgeServer bridge = start(kafka, 0, 1, even)) {
                send(bridge, forAll(Kind.KILL, "account:a", ""), forAll(Kind.KILL, "*", ""));
                send(bridge, forAll(Kind.RESUME, "account:a", ""));
            }
            try (BridgeServer bridge = start(kafka, 1, 2, odd)) {
                send(bridge, tick(odd, 1));
            }
            assertThat(journaled(kafka, odd)).containsExactly("KILL *", "tick 1");
            assertThat(journaled(kafka, even)).containsExactly("KILL account:a", "KILL *", "RESUME account:a");
        }
    }

    private static List<SequencedEvent> events(TestKafka kafka, String symbol) throws Exception {
        return TestJournal.events(kafka).stream()
                .filter(event -> event.symbol().equals(symbol))
                .toList();
    }

    private static List<String> journaled(TestKafka kafka, String symbol) throws Exception {
        return events(kafka, symbol).stream()
                .map(event -> event.event() instanceof Command command
                        ? command.kind() + " " + command.target()
                        : "tick " + ((Tick) event.event()).sourceSequence())
                .toList();
    }

    /** What the engine would hold back a strategy for, at the end of the symbol's log. */
    private static List<String> halts(TestKafka kafka, String symbol) throws Exception {
        Halts halts = new Halts();
        long now = 0;
        for (SequencedEvent event : events(kafka, symbol)) {
            now = event.logTimeMicros();
            if (event.event() instanceof Command command) {
                switch (command.kind()) {
                    case KILL -> halts.kill(command, now);
                    case RESUME -> halts.resume(command);
                    case BLOCK_ENTRIES -> halts.block(command, now);
                    case UNBLOCK_ENTRIES -> halts.unblock(command);
                    default -> throw new AssertionError(command);
                }
            }
        }
        List<Rejection> rejections = new ArrayList<>();
        halts.rejections("scalp", "", now, rejections);
        return rejections.stream().map(Rejection::check).toList();
    }

    private static BridgeServer start(TestKafka kafka, int share, int shares, String... symbols) {
        return BridgeServer.start(
                BridgeSettings.defaults()
                        .withBootstrap(kafka.bootstrap())
                        .withPorts(BridgeSettings.Ports.ANY)
                        .withShare(share, shares),
                MarketClock.system(),
                Set.of(symbols));
    }

    /** Returns once the journal has them. */
    private static void send(BridgeServer bridge, LogEvent... events) throws Exception {
        try (BridgeClient client = BridgeClient.connect(
                ClientSettings.operator("cli", bridge.addresses().control()))) {
            for (LogEvent event : events) {
                client.sendWaiting(event);
            }
            assertThat(client.flush(PATIENCE)).isTrue();
            assertThat(client.stats().refused()).isZero();
        }
    }

    private static BridgeClient terminal(BridgeServer bridge, String symbol, List<String> heard) {
        return BridgeClient.connect(
                ClientSettings.terminal(
                        "mt4-1",
                        bridge.addresses().control(),
                        bridge.addresses().signals()),
                MarketClock.system(),
                new ClientListener() {
                    @Override
                    public void onCommand(Command command) {
                        if (command.symbol().equals(symbol)) {
                            heard.add(command.kind() + " " + command.target());
                        }
                    }
                });
    }

    private Command forAll(Kind kind, String target, String argument) {
        return new Command(Command.ALL, 1, kind, target, argument, "test", "", "late-test", ++sequences);
    }

    private static Tick tick(String symbol, long sequence) {
        return new Tick(symbol, 1, 1.1, 1.2, 0, 0, "feed", sequence);
    }

    private static String symbolOfShare(int share) {
        return List.of("EURUSD", "GBPUSD", "USDJPY", "AUDUSD", "XAUUSD").stream()
                .filter(symbol -> Partitions.of(symbol, 64) % 2 == share)
                .findFirst()
                .orElseThrow();
    }
}
