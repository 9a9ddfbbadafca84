package io.tickpilot.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickpilot.core.event.SequencedEvent;
import io.tickpilot.core.event.Tick;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.core.market.Side;
import io.tickpilot.wire.DeadLetterRecord;
import io.tickpilot.wire.JournalRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Ack;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Command;
import io.tickpilot.wire.proto.Heartbeat;
import io.tickpilot.wire.proto.Hello;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.ReplayRequest;
import io.tickpilot.wire.proto.ServerMessage;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.ZMQ;

/** Against a real broker and real sockets. One journal for all tests: each uses a symbol of its own. */
class BridgeServerTest extends KafkaFixture {
    @ParameterizedTest
    @EnumSource
    void aTickIsJournaledAndCopiedWithTheSameBytes(BridgeSettings.JournalMode mode) throws Exception {
        String symbol = "COPY_" + mode;
        try (BridgeServer bridge = start(settings().withJournal(mode));
                RawPeer peer = new RawPeer(bridge.addresses())) {
            ZMQ.Socket copies = subscribed(peer, bridge);

            peer.sendTicks(1, tick(symbol, 1), tick(symbol, 2));

            Ack ack = peer.receive().getAck();
            assertThat(ack.getAccepted()).isEqualTo(2);
            List<byte[]> journaled = journaled(symbol);
            assertThat(journaled).hasSize(2);
            List<byte[]> copied = new ArrayList<>();
            while (copied.size() < 2) {
                byte[] frame = copies.recv();
                assertThat(frame).isNotNull();
                byte[] record = Arrays.copyOfRange(frame, 2, frame.length);
                if (isOf(symbol, record)) {
                    assertThat((frame[0] & 0xff) << 8 | (frame[1] & 0xff))
                            .isEqualTo(WireCodec.decodeRecord(record).partition());
                    copied.add(record);
                }
            }
            assertThat(copied.get(0)).isEqualTo(journaled.get(0));
            assertThat(copied.get(1)).isEqualTo(journaled.get(1));
        }
    }

    @Test
    void aResendIsAcknowledgedAndJournaledOnce() throws Exception {
        try (BridgeServer bridge = start(settings());
                RawPeer peer = new RawPeer(bridge.addresses())) {
            peer.sendTicks(1, tick("RESENT", 1), tick("RESENT", 2));
            peer.receive();

            peer.sendTicks(1, tick("RESENT", 1), tick("RESENT", 2), tick("RESENT", 3));

            Ack ack = peer.receive().getAck();
            assertThat(ack.getAccepted()).isEqualTo(1);
            assertThat(ack.getDuplicates()).isEqualTo(2);
            assertThat(journaled("RESENT")).hasSize(3);
            assertThat(bridge.stats().duplicates()).isEqualTo(2);
        }
    }

    @Test
    void aRestartedBridgeFencesGoesOnCountingAndRemembersResends() throws Exception {
        BridgeSettings settings = settings();
        int firstEpoch;
        try (BridgeServer bridge = start(settings);
                RawPeer peer = new RawPeer(bridge.addresses())) {
            peer.sendTicks(1, tick("RESTART", 1), tick("RESTART", 2));
            peer.receive();
            firstEpoch = bridge.stats().epoch();
        }

        try (BridgeServer bridge = start(settings);
                RawPeer peer = new RawPeer(bridge.addresses())) {
            peer.sendTicks(9, tick("RESTART", 2), tick("RESTART", 3));

            Ack ack = peer.receive().getAck();
            assertThat(ack.getAccepted()).isEqualTo(1);
            assertThat(ack.getDuplicates()).isEqualTo(1);
            assertThat(bridge.stats().epoch()).isEqualTo(firstEpoch + 1);
        }
        int partition = io.tickpilot.wire.Partitions.of("RESTART", settings.partitions());
        long expected = 0;
        int epoch = 0;
        int fences = 0;
        for (byte[] bytes : kafka().read(Topics.JOURNAL)) {
            JournalRecord record = WireCodec.decodeRecord(bytes);
            if (record.partition() != partition) {
                continue;
            }
            assertThat(record.sequence()).isEqualTo(expected++);
            if (record instanceof JournalRecord.FenceMark) {
                assertThat(record.epoch()).isGreaterThan(epoch);
                epoch = record.epoch();
                fences++;
            }
            assertThat(record.epoch()).isEqualTo(epoch);
        }
        assertThat(fences).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aSignalPushedTwiceLeavesOnceAndIsReplayedWhileValid() throws Exception {
        try (BridgeServer bridge = start(settings());
                RawPeer peer = new RawPeer(bridge.addresses())) {
            ZMQ.Socket signals = peer.subscriber(bridge.addresses().signals());
            assertThat(signals.recvStr()).isEqualTo("* ");
            Outbound clock = Outbound.parseFrom(signals.recv());
            assertThat(clock.getStreamSequence()).isZero();
            long now = MarketClock.system().micros();
            SequencedEvent cause = new SequencedEvent(3, 1, 5, now, now, tick("EURUSD", 1));
            ZMQ.Socket job = peer.pusher(bridge.addresses().signalsIn());

            job.send(WireCodec.encode(Signals.signal("late", cause, Side.BUY, Signals.plan(), now - 1)));
            job.send(WireCodec.encode(Signals.signal("one", cause, Side.BUY, Signals.plan(), now + 60_000_000)));
            job.send(WireCodec.encode(Signals.signal("one", cause, Side.BUY, Signals.plan(), now + 60_000_000)));
            job.send(new byte[] {9, 9, 9});
            job.send(WireCodec.encode(Signals.signal("two", cause, Side.SELL, Signals.plan(), now + 60_000_000)));

            List<Outbound> received = signals(signals, 2);
            assertThat(received.get(0).getSignal().getId()).isEqualTo("one");
            assertThat(received.get(0).getStreamSequence()).isEqualTo(1);
            assertThat(received.get(1).getSignal().getId()).isEqualTo("two");
            assertThat(received.get(1).getStreamSequence()).isEqualTo(2);
            BridgeStats.Snapshot stats = bridge.stats();
            assertThat(stats.signalDuplicates()).isEqualTo(1);
            assertThat(stats.signalsExpired()).isEqualTo(1);
            assertThat(stats.malformed()).isEqualTo(1);

            peer.send(ClientMessage.newBuilder()
                    .setRequest(4)
                    .setReplay(ReplayRequest.newBuilder()
                            .setStreamEpoch(received.get(0).getStreamEpoch())
                            .setFromSequence(2)));

            ServerMessage replayed = peer.receive();
            assertThat(replayed.getReplayed()).isEqualTo(received.get(1));
            assertThat(peer.receive().getAck().getAccepted()).isEqualTo(1);
        }
    }

    @Test
    void malformedInputIsRefusedCountedAndKept() throws Exception {
        try (BridgeServer bridge = start(settings());
                RawPeer peer = new RawPeer(bridge.addresses())) {
            peer.sendRaw(new byte[] {(byte) 0xff, 1, 2});
            assertThat(peer.receive().getRefusal().getReason()).startsWith("malformed: ");

            peer.sendTicks(2, tick("has space", 1));
            ServerMessage refusal = peer.receive();
            assertThat(refusal.getRequest()).isEqualTo(2);
            assertThat(refusal.getRefusal().getReason()).contains("white space");

            peer.send(ClientMessage.newBuilder().setRequest(3));
            assertThat(peer.receive().getRefusal().getReason()).isEqualTo("request has no known body");

            assertThat(bridge.stats().malformed()).isEqualTo(2);
            assertThat(bridge.stats().refused()).isEqualTo(1);
            assertThat(bridge.refused()).containsEntry("message is malformed", 1L);
            Awaitility.await().untilAsserted(() -> {
                List<DeadLetterRecord> letters = new ArrayList<>();
                for (byte[] bytes : kafka().read(Topics.DEAD_LETTERS)) {
                    letters.add(WireCodec.decodeDeadLetter(bytes));
                }
                assertThat(letters)
                        .anySatisfy(letter ->
                                assertThat(letter.raw().toByteArray()).isEqualTo(new byte[] {(byte) 0xff, 1, 2}))
                        .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo(RejectReason.MALFORMED));
            });
        }
    }

    @Test
    void priceThatIsNotANumberReachesTheLog() throws Exception {
        try (BridgeServer bridge = start(settings());
                RawPeer peer = new RawPeer(bridge.addresses())) {
            peer.sendTicks(1, new Tick("NANSYM", 1, Double.NaN, -1, 0, 0, "test", 1));
            assertThat(peer.receive().getAck().getAccepted()).isEqualTo(1);

            JournalRecord record = WireCodec.decodeRecord(journaled("NANSYM").get(0));

            assertThat(((Tick) ((JournalRecord.Entry) record).event().event()).bid())
                    .isNaN();
        }
    }

    @Test
    void aCommandForAllReachesEverySymbolKnown() throws Exception {
        try (BridgeServer bridge =
                        BridgeServer.start(settings(), MarketClock.system(), Set.of("ALL_A", "ALL_B", "ALL_C"));
                RawPeer peer = new RawPeer(bridge.addresses())) {
            Ack ack = forAll(peer, Command.Kind.PAUSE_STRATEGY, 1);
            assertThat(ack.getAccepted() + ack.getDuplicates()).isGreaterThanOrEqualTo(3);
            Set<String> paused = kafka().read(Topics.JOURNAL).stream()
                    .map(BridgeServerTest::entry)
                    .filter(e -> e != null && e.event() instanceof io.tickpilot.core.event.Command)
                    .map(SequencedEvent::symbol)
                    .collect(Collectors.toSet());
            assertThat(paused).contains("ALL_A", "ALL_B", "ALL_C");
            // It would stand for the symbols of the other tests, too.
            forAll(peer, Command.Kind.RESUME_STRATEGY, 2);
        }
    }

    private static Ack forAll(RawPeer peer, Command.Kind kind, long number) throws Exception {
        peer.send(ClientMessage.newBuilder()
                .setRequest(number)
                .setCommand(Command.newBuilder()
                        .setSymbol("*")
                        .setKind(kind)
                        .setTarget("scalp")
                        .setSource("cli")
                        .setSourceSequence(number)));
        return peer.receive().getAck();
    }

    @Test
    void heartbeatsCarryFourTimeStampsAndHelloTheStream() throws Exception {
        try (BridgeServer bridge = start(settings());
                RawPeer peer = new RawPeer(bridge.addresses())) {
            long sent = MarketClock.system().micros();
            peer.send(ClientMessage.newBuilder()
                    .setRequest(1)
                    .setHeartbeat(Heartbeat.newBuilder().setClientSendMicros(sent)));
            var reply = peer.receive().getHeartbeat();

            assertThat(reply.getClientSendMicros()).isEqualTo(sent);
            assertThat(reply.getBridgeReceiveMicros()).isGreaterThanOrEqualTo(sent);
            assertThat(reply.getBridgeSendMicros()).isGreaterThanOrEqualTo(reply.getBridgeReceiveMicros());

            peer.send(ClientMessage.newBuilder()
                    .setRequest(2)
                    .setHello(Hello.newBuilder().setClient("me").setRole("terminal")));
            assertThat(peer.receive().getWelcome().getNextStreamSequence()).isEqualTo(1);
            Awaitility.await().until(() -> bridge.stats().clients() == 1);
        }
    }

    @Test
    void eventsTellHowFarTheJournalIs() throws Exception {
        try (BridgeServer bridge = start(settings());
                RawPeer peer = new RawPeer(bridge.addresses())) {
            ZMQ.Socket copies = subscribed(peer, bridge);
            peer.sendTicks(1, tick("JOURNALED", 1));
            peer.receive();
            peer.sendTicks(2, tick("JOURNALED", 2));

            List<JournalRecord.Entry> entries = new ArrayList<>();
            while (entries.size() < 2) {
                byte[] frame = copies.recv();
                assertThat(frame).isNotNull();
                if (WireCodec.decodeRecord(frame, 2, frame.length - 2) instanceof JournalRecord.Entry entry
                        && entry.event().symbol().equals("JOURNALED")) {
                    entries.add(entry);
                }
            }
            assertThat(entries.get(1).journaledBelow())
                    .as("the first is acknowledged, so it is in the journal")
                    .isGreaterThan(entries.get(0).sequence())
                    .isLessThanOrEqualTo(entries.get(1).sequence());
        }
    }

    @Test
    void clockEventsTellHowFarTheJournalIs() throws Exception {
        try (BridgeServer bridge = start(settings());
                RawPeer peer = new RawPeer(bridge.addresses())) {
            ZMQ.Socket copies = peer.subscriber(bridge.addresses().fastCopy());
            long below = -1;
            while (below <= 0) {
                byte[] frame = copies.recv();
                assertThat(frame).isNotNull();
                if (WireCodec.decodeRecord(frame, 2, frame.length - 2) instanceof JournalRecord.ClockMark clock
                        && clock.partition() == 0) {
                    assertThat(clock.journaledBelow()).isLessThanOrEqualTo(clock.sequence());
                    below = clock.journaledBelow();
                }
            }
        }
    }

    @Test
    void aTakenPortGivesWayToTheNextFreeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                BridgeServer bridge =
                        start(settings().withPorts(new BridgeSettings.Ports(0, taken.getLocalPort(), 0, 0, 0)))) {
            assertThat(bridge.addresses().control()).doesNotEndWith(":" + taken.getLocalPort());
        }
    }

    @Test
    void withoutKafkaItSaysSoInOneLine() throws Exception {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        BridgeSettings settings = settings().withBootstrap("127.0.0.1:" + nobody);

        assertThatExceptionOfType(BridgeException.class)
                .isThrownBy(() -> start(settings))
                .withMessage("kafka.bootstrap: cannot be reached: 127.0.0.1:" + nobody);
    }

    private static BridgeSettings settings() {
        return BridgeSettings.defaults().withBootstrap(kafka().bootstrap()).withPorts(BridgeSettings.Ports.ANY);
    }

    private static BridgeServer start(BridgeSettings settings) {
        return BridgeServer.start(settings, MarketClock.system(), Set.of());
    }

    /** A subscription takes a moment to arrive; the first clock event tells that it did. */
    private static ZMQ.Socket subscribed(RawPeer peer, BridgeServer bridge) {
        ZMQ.Socket copies = peer.subscriber(bridge.addresses().fastCopy());
        assertThat(copies.recv()).isNotNull();
        return copies;
    }

    private static List<Outbound> signals(ZMQ.Socket subscriber, int count) throws Exception {
        List<Outbound> received = new ArrayList<>();
        while (received.size() < count) {
            byte[] topic = subscriber.recv();
            assertThat(topic).isNotNull();
            Outbound outbound = Outbound.parseFrom(subscriber.recv());
            if (outbound.hasSignal()) {
                assertThat(new String(topic, StandardCharsets.UTF_8))
                        .isEqualTo(outbound.getSignal().getDecision().getSymbol() + " ");
                received.add(outbound);
            }
        }
        return received;
    }

    private static List<byte[]> journaled(String symbol) {
        return kafka().read(Topics.JOURNAL).stream()
                .filter(record -> isOf(symbol, record))
                .toList();
    }

    private static boolean isOf(String symbol, byte[] record) {
        SequencedEvent event = entry(record);
        return event != null && event.symbol().equals(symbol);
    }

    private static SequencedEvent entry(byte[] record) {
        try {
            return WireCodec.decodeRecord(record) instanceof JournalRecord.Entry entry ? entry.event() : null;
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static Tick tick(String symbol, long sequence) {
        return new Tick(symbol, 1, 1.1, 1.2, 0, 0, "test", sequence);
    }
}
