package io.tickpilot.wire;

import com.google.protobuf.Message;
import io.tickpilot.wire.proto.Ack;
import io.tickpilot.wire.proto.Alert;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Command;
import io.tickpilot.wire.proto.EpochClaim;
import io.tickpilot.wire.proto.Heartbeat;
import io.tickpilot.wire.proto.HeartbeatReply;
import io.tickpilot.wire.proto.Hello;
import io.tickpilot.wire.proto.HelloWanted;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.PatternChange;
import io.tickpilot.wire.proto.Refusal;
import io.tickpilot.wire.proto.ReplayRequest;
import io.tickpilot.wire.proto.SavedCommand;
import io.tickpilot.wire.proto.SavedPartition;
import io.tickpilot.wire.proto.SavedSender;
import io.tickpilot.wire.proto.ServerMessage;
import io.tickpilot.wire.proto.SignalReceipt;
import io.tickpilot.wire.proto.SlowDown;
import io.tickpilot.wire.proto.Standby;
import io.tickpilot.wire.proto.StreamClock;
import io.tickpilot.wire.proto.TickBatch;
import io.tickpilot.wire.proto.Vote;
import io.tickpilot.wire.proto.Welcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients and bridges say to each other, by the name of its golden frame. Fields are only added to a sample together with a new
 * frame.
 */
final class SampleMessages {
    private static final Outbound SIGNAL = Outbound.newBuilder()
            .setStreamEpoch(4)
            .setStreamSequence(71)
            .setSignal(WireCodec.toWire(Samples.SIGNAL))
            .build();

    private SampleMessages() {}

    static Map<String, Message> all() {
        Map<String, Message> messages = new LinkedHashMap<>();
        addRequests(messages);
        addAnswers(messages);
        addOutbound(messages);
        addAmongBridges(messages);
        addCommandsAmongBridges(messages);
        messages.put(
                "pattern-change",
                Alert.newBuilder()
                        .setPatternChange(PatternChange.newBuilder()
                                .setPattern("flash-move")
                                .setSymbol("EURUSD")
                                .setTarget("*")
                                .setStage(PatternChange.Stage.EXTENDED)
                                .setTimeMicros(Samples.TIME)
                                .setUntilMicros(Samples.TIME + 300_000_000)
                                .setWhy("bar-s1 {move-atr=2.5}"))
                        .build());
        messages.put(
                "vote",
                Vote.newBuilder()
                        .setAgent("risk")
                        .setVersion("1")
                        .addAllNumbers(List.of(0.5f, 1.5f, 0.25f))
                        .setAgeMicros(1_500_000)
                        .build());
        return messages;
    }

    private static void addRequests(Map<String, Message> messages) {
        messages.put(
                "client-hello",
                request()
                        .setHello(Hello.newBuilder()
                                .setClient("mt4-1")
                                .setRole("terminal")
                                .setVersion("1")
                                .setResumeOrder(12))
                        .build());
        messages.put(
                "client-heartbeat",
                request()
                        .setHeartbeat(Heartbeat.newBuilder()
                                .setClientSendMicros(Samples.TIME)
                                .setLastRoundTripMicros(210))
                        .build());
        messages.put(
                "client-ticks",
                request()
                        .setOrder(12)
                        .setTicks(TickBatch.newBuilder().addTicks(WireCodec.toWire(Samples.TICK)))
                        .build());
        messages.put(
                "client-trade-report",
                request()
                        .setOrder(13)
                        .setTradeReport(WireCodec.toWire(Samples.REPORT))
                        .build());
        messages.put(
                "client-trade-print",
                request()
                        .setOrder(14)
                        .setTradePrint(WireCodec.toWire(Samples.PRINT))
                        .build());
        messages.put(
                "client-news",
                request().setOrder(16).setNews(WireCodec.toWire(Samples.NEWS)).build());
        messages.put(
                "client-position-report",
                request()
                        .setOrder(17)
                        .setPositionReport(WireCodec.toWire(Samples.POSITIONS))
                        .build());
        messages.put(
                "client-account-report",
                request()
                        .setOrder(18)
                        .setAccountReport(WireCodec.toWire(Samples.ACCOUNT))
                        .build());
        messages.put(
                "client-calendar-event",
                request()
                        .setOrder(19)
                        .setCalendarEvent(WireCodec.toWire(Samples.ANNOUNCED))
                        .build());
        messages.put(
                "client-command", request().setOrder(15).setCommand(pause()).build());
        messages.put(
                "client-replay",
                request()
                        .setReplay(ReplayRequest.newBuilder().setStreamEpoch(4).setFromSequence(70))
                        .build());
        messages.put(
                "client-receipt",
                request()
                        .setReceipt(SignalReceipt.newBuilder()
                                .setSignalId(Samples.SIGNAL.id())
                                .setStage(SignalReceipt.Stage.REFUSED)
                                .setReason("expired")
                                .setClientMicros(Samples.TIME))
                        .build());
    }

    private static void addAnswers(Map<String, Message> messages) {
        messages.put(
                "server-welcome",
                answer().setWelcome(Welcome.newBuilder().setStreamEpoch(4).setNextStreamSequence(72))
                        .build());
        messages.put(
                "server-welcome-share",
                answer().setWelcome(Welcome.newBuilder()
                                .setStreamEpoch(4)
                                .setNextStreamSequence(72)
                                .setPartitions(64)
                                .setShare(1)
                                .setShares(2))
                        .build());
        messages.put(
                "server-heartbeat",
                answer().setHeartbeat(HeartbeatReply.newBuilder()
                                .setClientSendMicros(Samples.TIME)
                                .setBridgeReceiveMicros(Samples.TIME + 100)
                                .setBridgeSendMicros(Samples.TIME + 110))
                        .build());
        messages.put(
                "server-ack",
                answer().setAck(Ack.newBuilder().setAccepted(127).setDuplicates(1))
                        .build());
        messages.put("server-replayed", answer().setReplayed(SIGNAL).build());
        messages.put(
                "server-refusal",
                answer().setRefusal(Refusal.newBuilder().setReason("role may not send this"))
                        .build());
        messages.put(
                "server-hello-wanted",
                answer().setHelloWanted(HelloWanted.getDefaultInstance()).build());
        messages.put(
                "server-published",
                ServerMessage.newBuilder().setPublished(SIGNAL).build());
        messages.put(
                "server-standby",
                answer().setStandby(Standby.getDefaultInstance()).build());
        messages.put(
                "server-slow-down",
                ServerMessage.newBuilder()
                        .setSlowDown(SlowDown.newBuilder()
                                .setWaitMillis(250)
                                .setCause("too many messages or bytes a second"))
                        .build());
    }

    private static void addOutbound(Map<String, Message> messages) {
        messages.put("outbound-signal", SIGNAL);
        messages.put(
                "outbound-command",
                Outbound.newBuilder()
                        .setStreamEpoch(4)
                        .setStreamSequence(72)
                        .setCommand(pause())
                        .build());
        messages.put(
                "outbound-clock",
                Outbound.newBuilder()
                        .setStreamEpoch(4)
                        .setStreamSequence(72)
                        .setClock(StreamClock.newBuilder().setTimeMicros(Samples.TIME))
                        .build());
    }

    private static void addAmongBridges(Map<String, Message> messages) {
        messages.put(
                "epoch-claim",
                EpochClaim.newBuilder()
                        .setEpoch(4)
                        .setBridge("1f6f6a0e-6a53-4b0c-9d5a-0f0a2f7d9c11")
                        .setClaimedMicros(Samples.TIME)
                        .build());
        messages.put(
                "saved-partition",
                SavedPartition.newBuilder()
                        .setJournal("q1Zk0kq8TkGvX2c8R5n3wA")
                        .setPartition(17)
                        .setPosition(10_123)
                        .setEpoch(4)
                        .setNextSequence(9_876)
                        .setLogTimeMicros(Samples.TIME)
                        .addSenders(SavedSender.newBuilder()
                                .setKind(10)
                                .setSource("sim")
                                .setSymbol("EURUSD")
                                .setAllUpTo(-1)
                                .addSteps(3)
                                .addSteps(1))
                        .build());
    }

    private static void addCommandsAmongBridges(Map<String, Message> messages) {
        messages.put(
                "saved-partition-commands",
                SavedPartition.newBuilder()
                        .setJournal("q1Zk0kq8TkGvX2c8R5n3wA")
                        .setPartition(17)
                        .addCommands(SavedCommand.newBuilder()
                                .setCommand(WireCodec.toWire(Samples.LIMITS))
                                .setLogTimeMicros(Samples.TIME + 10))
                        .build());
        messages.put(
                "saved-partition-for-all",
                SavedPartition.newBuilder()
                        .setJournal("q1Zk0kq8TkGvX2c8R5n3wA")
                        .setPartition(17)
                        .addForAll(SavedCommand.newBuilder().setCommand(pause()).setLogTimeMicros(Samples.TIME + 7))
                        .build());
    }

    private static Command pause() {
        return Command.newBuilder()
                .setSymbol("*")
                .setEventTimeMicros(Samples.TIME)
                .setKind(Command.Kind.PAUSE_STRATEGY)
                .setTarget("scalp")
                .setArgument("slow")
                .setIssuedBy("operator")
                .setWhy("news")
                .setSource("cli")
                .setSourceSequence(3)
                .build();
    }

    private static ClientMessage.Builder request() {
        return ClientMessage.newBuilder().setRequest(42);
    }

    private static ServerMessage.Builder answer() {
        return ServerMessage.newBuilder().setRequest(42);
    }
}
