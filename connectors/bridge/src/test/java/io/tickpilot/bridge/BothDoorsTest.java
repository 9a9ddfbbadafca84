package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickpilot.bridge.websocket.JdkPeer;
import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.Side;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Heartbeat;
import io.tickpilot.wire.proto.Hello;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.ReplayRequest;
import io.tickpilot.wire.proto.ServerMessage;
import io.tickpilot.wire.proto.TickBatch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** One bridge behind two doors: what comes in by one is known at the other. */
class BothDoorsTest extends KafkaFixture {
    @Test
    void aRequestRepeatedAtTheOtherDoorIsKnown() throws Exception {
        try (BridgeServer bridge = start();
                RawPeer router = new RawPeer(bridge.addresses());
                JdkPeer webSocket = new JdkPeer(bridge.addresses().webSocket())) {
            webSocket.sendTicks(1, tick("DOORS", 1), tick("DOORS", 2));
            assertThat(webSocket.receive().getAck().getAccepted()).isEqualTo(2);

            router.sendTicks(1, tick("DOORS", 2), tick("DOORS", 3));
            ServerMessage answer = router.receive();
            assertThat(answer.getAck().getAccepted()).isEqualTo(1);
            assertThat(answer.getAck().getDuplicates()).isEqualTo(1);
            webSocket.sendTicks(2, tick("DOORS", 3));
            assertThat(webSocket.receive().getAck().getDuplicates()).isEqualTo(1);

            long journaled = kafka().read(Topics.JOURNAL).stream()
                    .filter(BothDoorsTest::isOfDoors)
                    .count();
            assertThat(journaled).isEqualTo(3);
        }
    }

    @Test
    void requestsAreTakenInOrderOnlyAtEachDoor() throws Exception {
        try (BridgeServer bridge = start();
                JdkPeer peer = new JdkPeer(bridge.addresses().webSocket())) {
            peer.send(ordered(1, 5, 5));
            assertThat(peer.receiveAnswer().hasHelloWanted()).isTrue();
            peer.send(ClientMessage.newBuilder()
                    .setRequest(2)
                    .setHello(Hello.newBuilder()
                            .setClient("me")
                            .setRole("terminal")
                            .setResumeOrder(4)));
            assertThat(peer.receiveAnswer().hasWelcome()).isTrue();
            peer.send(ordered(3, 5, 5));
            peer.send(ordered(4, 4, 4));
            assertThat(peer.receiveAnswer().getRequest()).isEqualTo(4);
            assertThat(bridge.stats().tooEarly()).isEqualTo(1);
            peer.send(ordered(5, 5, 5));
            assertThat(peer.receiveAnswer().getAck().getAccepted()).isEqualTo(1);
        }
    }

    @Test
    void signalsAreCarriedAndReplayedAsOverZeroMq() throws Exception {
        try (BridgeServer bridge = start();
                ZContext context = new ZContext();
                JdkPeer peer = new JdkPeer(bridge.addresses().webSocket())) {
            long now = MarketClock.system().micros();
            SequencedEvent cause = new SequencedEvent(3, 1, 5, now, now, tick("EURUSD", 1));
            ZMQ.Socket job = JobSocket.connect(context, bridge.addresses().signalsIn());
            peer.send(ClientMessage.newBuilder()
                    .setRequest(1)
                    .setHello(Hello.newBuilder().setClient("me").setRole("terminal")));
            int epoch = peer.receiveAnswer().getWelcome().getStreamEpoch();

            job.send(WireCodec.encode(Signals.signal("one", cause, Side.BUY, Signals.plan(), now + 60_000_000)));

            Outbound published = peer.receive().getPublished();
            while (!published.hasSignal()) {
                assertThat(published.hasClock()).isTrue();
                published = peer.receive().getPublished();
            }
            assertThat(published.getSignal().getId()).isEqualTo("one");
            peer.send(ClientMessage.newBuilder()
                    .setRequest(2)
                    .setReplay(ReplayRequest.newBuilder().setStreamEpoch(epoch).setFromSequence(1)));
            assertThat(peer.receiveAnswer().getReplayed()).isEqualTo(published);
            assertThat(peer.receiveAnswer().getAck().getAccepted()).isEqualTo(1);
        }
    }

    @Test
    void heartbeatsAreAnsweredAndNonsenseIsKept() throws Exception {
        try (BridgeServer bridge = start();
                JdkPeer peer = new JdkPeer(bridge.addresses().webSocket())) {
            peer.send(ClientMessage.newBuilder()
                    .setRequest(7)
                    .setHeartbeat(Heartbeat.newBuilder().setClientSendMicros(11)));
            assertThat(peer.receive().getHeartbeat().getClientSendMicros()).isEqualTo(11);

            peer.sendText("nonsense");

            assertThat(peer.receive().getRefusal().getReason()).startsWith("malformed: JSON is malformed");
            assertThat(bridge.stats().malformed()).isEqualTo(1);
            assertThat(bridge.webSocketStats().refused()).containsEntry("message is malformed", 1L);
            Awaitility.await().untilAsserted(() -> assertThat(kafka().read(Topics.DEAD_LETTERS))
                    .anySatisfy(bytes -> {
                        assertThat(WireCodec.decodeDeadLetter(bytes).raw().toString(StandardCharsets.UTF_8))
                                .isEqualTo("nonsense");
                        assertThat(WireCodec.decodeDeadLetter(bytes).reason()).isEqualTo(RejectReason.MALFORMED);
                    }));
        }
    }

    @Test
    void theWebSocketDoorIsInTheMetrics() throws Exception {
        try (BridgeServer bridge = start();
                JdkPeer peer = new JdkPeer(bridge.addresses().webSocket())) {
            peer.sendTicks(1, tick("COUNTED", 1));
            assertThat(peer.receive().getAck().getAccepted()).isEqualTo(1);
            URI noWebSocket = URI.create(bridge.addresses().webSocket().replace("ws:", "http:"));
            HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(noWebSocket).build(), HttpResponse.BodyHandlers.discarding());

            assertThat(bridge.metrics())
                    .contains("tickpilot_bridge_websocket_clients 1\n")
                    .contains("tickpilot_bridge_websocket_connected_total 1\n")
                    .contains("tickpilot_bridge_websocket_messages_total 1\n")
                    .contains("tickpilot_bridge_websocket_throttled_total 0\n")
                    .contains("tickpilot_bridge_refused_total{door=\"websocket\",cause=\"no WebSocket request\"} 1\n");
        }
    }

    private static BridgeServer start() {
        BridgeSettings settings =
                BridgeSettings.defaults().withBootstrap(kafka().bootstrap()).withPorts(BridgeSettings.Ports.ANY);
        return BridgeServer.start(settings, MarketClock.system(), Set.of());
    }

    private static boolean isOfDoors(byte[] bytes) {
        try {
            return WireCodec.decodeRecord(bytes) instanceof JournalRecord.Entry entry
                    && entry.event().symbol().equals("DOORS");
        } catch (io.tickpilot.wire.WireException e) {
            throw new AssertionError(e);
        }
    }

    private static ClientMessage.Builder ordered(long request, long order, long sequence) {
        return ClientMessage.newBuilder()
                .setRequest(request)
                .setOrder(order)
                .setTicks(TickBatch.newBuilder().addTicks(WireCodec.toWire(tick("ORDERED", sequence))));
    }

    private static Tick tick(String symbol, long sequence) {
        return new Tick(symbol, 1, 1.1, 1.2, 0, 0, "test", sequence);
    }
}
