package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickpilot.bridge.client.BridgeClient;
import io.tickpilot.bridge.client.ClientListener;
import io.tickpilot.bridge.client.ClientSettings;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.Side;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Every twentieth message, both ways, vanishes; as many come twice; as many come late, after those that follow them. */
class DisturbedMessagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TICKS = 20_000;
    private static final int SIGNALS = 400;

    @Test
    void whatIsSentAndSignalledArrivesOnceAllTheSame(@TempDir Path folder) throws Exception {
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        try (TestKafka kafka = TestKafka.start(folder);
                BridgeServer bridge = BridgeServer.start(
                        BridgeSettings.defaults()
                                .withBootstrap(kafka.bootstrap())
                                .withPorts(BridgeSettings.Ports.ANY),
                        MarketClock.system(),
                        Set.of());
                MessageRelay requests =
                        MessageRelay.ofRequests(bridge.addresses().control(), 1);
                MessageRelay published =
                        MessageRelay.ofPublished(bridge.addresses().signals(), 2);
                BridgeClient client = BridgeClient.connect(
                        ClientSettings.terminal("disturbed", requests.address(), published.address()),
                        MarketClock.system(),
                        new ClientListener() {
                            @Override
                            public void onSignal(Signal signal) {
                                received.add(signal.id());
                            }
                        });
                ZContext context = new ZContext()) {
            requests.disturb(0.05);
            published.disturb(0.05);
            ZMQ.Socket job = JobSocket.connect(context, bridge.addresses().signalsIn());
            for (int i = 0; i < TICKS; i++) {
                client.sendWaiting(new Tick("EURUSD", 1, 1.1, 1.2, 0, 0, "feed", i + 1));
                if (i % (TICKS / SIGNALS) == 0) {
                    job.send(WireCodec.encode(signal(i / (TICKS / SIGNALS))));
                }
            }

            assertThat(client.flush(PATIENCE)).isTrue();
            await().atMost(PATIENCE).until(() -> received.size() >= SIGNALS);
            assertThat(TestJournal.ticks(kafka, "EURUSD"))
                    .isEqualTo(LongStream.rangeClosed(1, TICKS).boxed().toList());
            assertThat(received)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, SIGNALS).mapToObj(i -> "s" + i).toList());
            assertThat(requests.dropped()).isPositive();
            assertThat(requests.doubled()).isPositive();
            assertThat(requests.delayed()).isPositive();
            assertThat(published.dropped()).isPositive();
        }
    }

    private static Signal signal(int number) {
        SequencedEvent cause =
                new SequencedEvent(0, 1, number, 0, 0, new Tick("EURUSD", 1, 1.1, 1.2, 0, 0, "x", number));
        return Signals.signal("s" + number, cause, Side.BUY, Signals.plan(), Long.MAX_VALUE / 2);
    }
}
