package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.core.market.Side;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two bridges, each a process, are killed or stopped again and again while senders go on sending. */
class BridgeKillLoopTest {
    private static final int SENDERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    private final Random random = new Random(11);
    private final List<String> bridges = new ArrayList<>();
    private final List<BridgeProcess> running = new ArrayList<>();

    @Test
    void nothingIsLostOrDoubledWhenBothDieInTurn() throws Exception {
        run(2, 1_000);
    }

    @Test
    @Tag("long")
    void nothingIsLostOrDoubledInManyRounds() throws Exception {
        run(60, 20_000);
    }

    private void run(int rounds, int millis) throws Exception {
        try (TestKafka kafka = TestKafka.start(Files.createDirectory(directory.resolve("kafka")))) {
            describe("first", "active", kafka);
            describe("second", "standby", kafka);
            List<Feed> feeds = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                feeds.add(new Feed("LOOP" + i));
            }
            for (int round = 0; round < rounds; round++) {
                Thread.sleep(random.nextInt(millis));
                int victim = random.nextInt(2);
                if (random.nextInt(3) == 0) {
                    running.get(victim).stop();
                    Thread.sleep(random.nextInt(5_000));
                    running.get(victim).goOn();
                } else {
                    running.get(victim).kill();
                    running.get(victim).awaitExit();
                    running.set(victim, BridgeProcess.ready(directory.resolve("bridge" + victim), bridges.get(victim)));
                }
            }
            long sent = 0;
            for (Feed feed : feeds) {
                sent += feed.finish();
            }
            long counted = 0;
            for (Feed feed : feeds) {
                assertThat(TestJournal.ticks(kafka, feed.symbol)).isEqualTo(upTo(feed.sent));
                assertThat(TestJournal.reports(kafka, feed.symbol)).isEqualTo(upTo(feed.sent / 10));
                counted += feed.sent + feed.sent / 10;
            }
            long epochs = TestJournal.events(kafka).stream()
                    .mapToInt(event -> event.epoch())
                    .distinct()
                    .count();
            System.out.println("bridge kill loop: rounds=" + rounds + " sent=" + sent + " counted=" + counted
                    + " lost=0 doubled=0 epochs-with-events=" + epochs);
        } finally {
            running.forEach(BridgeProcess::close);
        }
    }

    private void describe(String name, String role, TestKafka kafka) throws Exception {
        int at = bridges.size();
        bridges.add("""
                bridge: {signals-port: %d, control-port: %d, fast-copy-port: %d, signals-in-port: %d,
                         role: %s, take-over-after: 1500ms}
                kafka: {bootstrap: '%s'}
                """.formatted(freePort(), freePort(), freePort(), freePort(), role, kafka.bootstrap()));
        Path folder = Files.createDirectory(directory.resolve("bridge" + at));
        running.add(BridgeProcess.ready(folder, bridges.get(at)));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    /** A terminal that sends ticks, and a trade report after every tenth. */
    private final class Feed {
        private final String symbol;
        private final BridgeClient client;
        private final Thread thread;
        private volatile boolean ending;
        private long sent;

        Feed(String symbol) throws Exception {
            this.symbol = symbol;
            client = BridgeClient.connect(ClientSettings.feed(
                    symbol,
                    running.get(0).addresses().control() + ","
                            + running.get(1).addresses().control()));
            thread = new Thread(this::send, "feed-" + symbol);
            thread.start();
        }

        private void send() {
            try {
                while (!ending) {
                    sent++;
                    client.sendWaiting(new Tick(symbol, 1, 1.1, 1.2, 0, 0, "feed", sent));
                    if (sent % 10 == 0) {
                        client.sendWaiting(report(sent / 10));
                    }
                    if (sent % 20 == 0) {
                        Thread.sleep(10);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private TradeReport report(long sequence) {
            return new TradeReport(
                    symbol,
                    1,
                    TradeReport.Status.OPENED,
                    "paper",
                    "scalp",
                    "",
                    sequence,
                    0,
                    Side.BUY,
                    0.1,
                    0.1,
                    1.1,
                    0,
                    0,
                    "",
                    "feed",
                    sequence);
        }

        long finish() throws InterruptedException {
            ending = true;
            thread.join();
            assertThat(client.flush(PATIENCE))
                    .as("all acknowledged: %s", client.stats())
                    .isTrue();
            client.close();
            return sent + sent / 10;
        }
    }
}
