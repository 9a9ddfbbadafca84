package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.Command.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on their way to terminals, through a real bridge and its journal. */
class CommandsToTerminalsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SECOND = 1_000_000;

    @TempDir
    static Path directory;

    private static TestKafka kafka;
    private static long sequences;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = TestKafka.start(directory);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    /** A terminal that keeps what it is commanded in one symbol. */
    private static final class Ear implements AutoCloseable {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final BridgeClient client;

        Ear(BridgeServer bridge, MarketClock clock, String symbol) {
            client = BridgeClient.connect(
                    ClientSettings.terminal(
                            "ear",
                            bridge.addresses().control(),
                            bridge.addresses().signals()),
                    clock,
                    new ClientListener() {
                        @Override
                        public void onCommand(Command command) {
                            if (command.symbol().equals(symbol)) {
                                heard.add(command.kind() + " " + command.target());
                            }
                        }
                    });
        }

        void await(String... commands) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard)
                    .containsExactly(commands));
        }

        @Override
        public void close() {
            client.close();
        }
    }

    @Test
    void aTerminalHearsACommandOnceAndOneThatComesLaterHearsWhatIsInForce() throws Exception {
        MarketClock.Settable clock = MarketClock.settable(SECOND);
        try (BridgeServer bridge = start(clock, "A_ONE", "A_TWO");
                BridgeClient operator = operator(bridge);
                Ear first = new Ear(bridge, clock, "A_ONE")) {
            Command kill = command("*", Kind.KILL, "*", "");
            send(operator, kill);
            first.await("KILL *");
            send(operator, kill);
            send(operator, command("A_ONE", Kind.PAUSE_STRATEGY, "scalp", ""));
            send(operator, command("A_TWO", Kind.RESUME, "*", ""));
            send(operator, command("A_ONE", Kind.TRIP_BREAKER, "symbol", "cause=test"));
            first.await("KILL *", "TRIP_BREAKER symbol");

            try (Ear later = new Ear(bridge, clock, "A_ONE")) {
                later.await("KILL *", "TRIP_BREAKER symbol");
            }
            send(operator, command("A_ONE", Kind.RESUME, "*", ""));
            first.await("KILL *", "TRIP_BREAKER symbol", "RESUME *");
            try (Ear last = new Ear(bridge, clock, "A_ONE")) {
                last.await("TRIP_BREAKER symbol", "RESUME *");
            }
        }
    }

    @Test
    void whatIsToBeDoneOnceIsNotDoneTooLate() throws Exception {
        MarketClock.Settable clock = MarketClock.settable(SECOND);
        try (BridgeServer bridge = start(clock, "B_ONE");
                BridgeClient operator = operator(bridge);
                Ear first = new Ear(bridge, clock, "B_ONE")) {
            send(operator, command("B_ONE", Kind.CLOSE_POSITIONS, "*", "id=c-1"));
            send(operator, command("B_ONE", Kind.KILL, "account:a", ""));
            first.await("CLOSE_POSITIONS *", "KILL account:a");

            clock.advanceTo(62 * SECOND + 1);

            try (Ear later = new Ear(bridge, clock, "B_ONE")) {
                later.await("KILL account:a");
            }
        }
    }

    @Test
    void theNextBridgeTellsWhatItsPredecessorWasTold() throws Exception {
        MarketClock.Settable clock = MarketClock.settable(SECOND);
        try (BridgeServer bridge = start(clock, "C_ONE");
                BridgeClient operator = operator(bridge)) {
            send(operator, command("C_ONE", Kind.KILL, "*", ""));
        }
        try (BridgeServer bridge = start(clock, "C_ONE");
                Ear ear = new Ear(bridge, clock, "C_ONE")) {
            ear.await("KILL *");
            assertThat(bridge.stats().replayed()).isPositive();
        }
    }

    @Test
    void aCommandOfAnotherFormIsRefusedAtTheDoor() throws Exception {
        List<String> refused = new CopyOnWriteArrayList<>();
        try (BridgeServer bridge = start(MarketClock.settable(SECOND), "D_ONE");
                BridgeClient operator = BridgeClient.connect(
                        ClientSettings.operator("cli", bridge.addresses().control()),
                        MarketClock.system(),
                        new ClientListener() {
                            @Override
                            public void onRefused(String reason) {
                                refused.add(reason);
                            }
                        })) {
            send(operator, command("D_ONE", Kind.BLOCK_ENTRIES, "*", "until=soon"));

            assertThat(refused).containsExactly("malformed: BLOCK_ENTRIES: argument is missing: id");
        }
    }

    private static void send(BridgeClient client, Command command) throws InterruptedException {
        client.sendWaiting(command);
        assertThat(client.flush(PATIENCE)).isTrue();
    }

    private static Command command(String symbol, Kind kind, String target, String argument) {
        return new Command(symbol, SECOND, kind, target, argument, "test", "", "commands-test", ++sequences);
    }

    private static BridgeClient operator(BridgeServer bridge) {
        return BridgeClient.connect(
                ClientSettings.operator("cli", bridge.addresses().control()));
    }

    private static BridgeServer start(MarketClock clock, String... symbols) {
        return BridgeServer.start(
                BridgeSettings.defaults().withBootstrap(kafka.bootstrap()).withPorts(BridgeSettings.Ports.ANY),
                clock,
                Set.of(symbols));
    }
}
