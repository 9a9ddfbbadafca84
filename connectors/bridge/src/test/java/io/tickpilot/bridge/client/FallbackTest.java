package io.tickpilot.bridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.BridgeServer;
import io.tickpilot.bridge.BridgeSettings;
import io.tickpilot.bridge.FaultProxy;
import io.tickpilot.bridge.JobSocket;
import io.tickpilot.bridge.KafkaFixture;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.Signals;
import io.tickpilot.bridge.TestJournal;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A terminal whose lines are cut one after the other while it trades. */
class FallbackTest extends KafkaFixture {
    private static final Duration AWAY = Duration.ofSeconds(1);
    private static final Duration BACK = Duration.ofSeconds(2);

    @Test
    void nothingIsLostOrDoubledWhileLinesFailAndReturn() throws Exception {
        try (Scene scene = new Scene("SHORT")) {
            scene.fail(FaultProxy.Fault.CUT);
            scene.restoreZeroMq();
            scene.fail(FaultProxy.Fault.SILENT);
            scene.restoreZeroMq();

            scene.settle();
        }
    }

    @Test
    void aWebSocketThatFailsTooGivesBackAtOnce() throws Exception {
        try (Scene scene = new Scene("TOO")) {
            scene.fail(FaultProxy.Fault.CUT);
            scene.webSocket.set(FaultProxy.Fault.CUT);
            scene.control.set(FaultProxy.Fault.NONE);
            scene.signals.set(FaultProxy.Fault.NONE);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !scene.client.stats().overWebSocket());
            scene.webSocket.set(FaultProxy.Fault.NONE);

            scene.settle();
        }
    }

    @Test
    void aWebSocketThatFellSilentIsTakenAgain() throws Exception {
        try (Scene scene = new Scene("AGAIN")) {
            scene.fail(FaultProxy.Fault.CUT);
            scene.webSocket.set(FaultProxy.Fault.SILENT);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !scene.client.stats().connected());
            scene.webSocket.set(FaultProxy.Fault.NONE);

            scene.progress();
            scene.settle();
        }
    }

    @Test
    @Tag("long")
    void nothingIsLostOrDoubledInManyCutsAtRandom() throws Exception {
        Random random = new Random(5);
        FaultProxy.Fault[] states = FaultProxy.Fault.values();
        try (Scene scene = new Scene("LONG")) {
            for (int round = 0; round < 100; round++) {
                FaultProxy line =
                        List.of(scene.control, scene.signals, scene.webSocket).get(random.nextInt(3));
                line.set(states[random.nextInt(states.length)]);
                TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(5_000));
            }
            scene.control.set(FaultProxy.Fault.NONE);
            scene.signals.set(FaultProxy.Fault.NONE);
            scene.webSocket.set(FaultProxy.Fault.NONE);

            assertThat(scene.client.stats().switches()).isGreaterThan(4);
            scene.settle();
        }
    }

    /** A bridge, a line for each of its doors, a terminal at the end of them, a market and a job that never stop. */
    private static final class Scene implements AutoCloseable {
        private final String symbol;
        private final BridgeServer bridge;
        private final FaultProxy control;
        private final FaultProxy signals;
        private final FaultProxy webSocket;
        private final BridgeClient client;
        private final List<String> received = new CopyOnWriteArrayList<>();
        private final AtomicInteger ticks = new AtomicInteger();
        private final AtomicInteger published = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread market = new Thread(this::trade);
        private final Thread job = new Thread(this::signal);

        Scene(String symbol) throws Exception {
            this.symbol = symbol;
            bridge = BridgeServer.start(
                    BridgeSettings.defaults().withBootstrap(kafka().bootstrap()).withPorts(BridgeSettings.Ports.ANY),
                    MarketClock.system(),
                    Set.of());
            control = new FaultProxy(URI.create(bridge.addresses().control()).getPort(), 7);
            signals = new FaultProxy(URI.create(bridge.addresses().signals()).getPort(), 7);
            webSocket =
                    new FaultProxy(URI.create(bridge.addresses().webSocket()).getPort(), 7);
            ClientSettings settings = ClientSettings.terminal(
                            "terminal", "tcp://127.0.0.1:" + control.port(), "tcp://127.0.0.1:" + signals.port())
                    .withHeartbeat(Duration.ofMillis(100))
                    .withFallback(WebSocketFallback.to("ws://127.0.0.1:" + webSocket.port() + "/")
                            .switching(AWAY, BACK));
            client = BridgeClient.connect(settings, MarketClock.system(), new ClientListener() {
                @Override
                public void onSignal(Signal signal) {
                    received.add(signal.id());
                }
            });
            Awaitility.await().until(() -> client.stats().connected());
            market.start();
            job.start();
        }

        private void trade() {
            try {
                while (!over.get()) {
                    client.sendWaiting(new Tick(symbol, 1, 1.1, 1.2, 0, 0, "test", ticks.getAndIncrement()));
                    TimeUnit.MICROSECONDS.sleep(500);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void signal() {
            try (ZContext context = new ZContext()) {
                ZMQ.Socket push = JobSocket.connect(context, bridge.addresses().signalsIn());
                while (!over.get()) {
                    long now = MarketClock.system().micros();
                    SequencedEvent cause =
                            new SequencedEvent(3, 1, 5, now, now, new Tick(symbol, 1, 1, 1, 0, 0, "test", 1));
                    push.send(WireCodec.encode(Signals.signal(
                            symbol + published.getAndIncrement(),
                            cause,
                            Side.BUY,
                            Signals.plan(),
                            now + 3_600_000_000L)));
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                Awaitility.await().until(() -> bridge.stats().signalsOut() >= published.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Until the terminal trades over the WebSocket. */
        void fail(FaultProxy.Fault how) {
            control.set(how);
            signals.set(how);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> client.stats()
                    .overWebSocket());
            progress();
        }

        /** Until it trades over ZeroMQ again. */
        void restoreZeroMq() {
            control.set(FaultProxy.Fault.NONE);
            signals.set(FaultProxy.Fault.NONE);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !client.stats()
                    .overWebSocket());
            progress();
        }

        private void progress() {
            long accepted = client.stats().accepted();
            int signalled = received.size();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.stats().accepted() > accepted + 100 && received.size() > signalled + 10);
        }

        /** Everything that was sent arrives, once and in order. */
        void settle() throws Exception {
            over.set(true);
            market.join();
            job.join();
            assertThat(client.flush(Duration.ofSeconds(120))).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> received.size() >= published.get());

            List<Long> journaled = TestJournal.ticks(kafka(), symbol);
            System.out.printf(
                    "fallback %s: ticks sent=%d journaled=%d doubled=%d; signals published=%d received=%d doubled=%d; switches=%d resent=%d%n",
                    symbol,
                    ticks.get(),
                    journaled.size(),
                    journaled.size() - Set.copyOf(journaled).size(),
                    published.get(),
                    received.size(),
                    received.size() - Set.copyOf(received).size(),
                    client.stats().switches(),
                    client.stats().resent());
            assertThat(journaled).hasSize(ticks.get()).doesNotHaveDuplicates().isSorted();
            assertThat(received).hasSize(published.get()).doesNotHaveDuplicates();
        }

        @Override
        public void close() throws Exception {
            over.set(true);
            market.join();
            job.join();
            client.close();
            control.close();
            signals.close();
            webSocket.close();
            bridge.close();
        }
    }
}
