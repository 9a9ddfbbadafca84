package io.tickpilot.bridge;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.bridge.curve.Proof;
import io.tickpilot.bridge.websocket.Received;
import io.tickpilot.bridge.websocket.WebSocketEndpoint;
import io.tickpilot.core.event.Command;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.market.RejectReason;
import io.tickpilot.wire.DeadLetterRecord;
import io.tickpilot.wire.WireCodec;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.Ack;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Heartbeat;
import io.tickpilot.wire.proto.HeartbeatReply;
import io.tickpilot.wire.proto.Hello;
import io.tickpilot.wire.proto.HelloWanted;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.Refusal;
import io.tickpilot.wire.proto.ReplayRequest;
import io.tickpilot.wire.proto.ServerMessage;
import io.tickpilot.wire.proto.SlowDown;
import io.tickpilot.wire.proto.Standby;
import io.tickpilot.wire.proto.Welcome;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;
import zmq.Msg;

/**
 * The door for terminals, feeds and operators. One thread owns the socket, the log and everything that waits for it.
 */
final class ControlEndpoint implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlEndpoint.class);
    private static final String FORBIDDEN = "role may not send this";
    private static final int BURST = 256;
    private static final long MAX_WAIT_MILLIS = 20;
    private static final long UNSURE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long EXPIRE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long RETRY_MILLIS = 500;

    private final ZMQ.Socket router;
    private final @Nullable WebSocketEndpoint webSocket;
    private final Clients clients;
    private final ZMQ.Poller poller;
    private final int wakeIndex;
    private final SequencedLog log;
    private final SignalBook book;
    private final MarketClock clock;
    private final MarketClock wall = MarketClock.system();
    private final BridgeStats stats;
    private final WakePipe wake;
    private final DurableAcks acks;
    private final BitSet touched;
    private final Connections connections = new Connections();
    private final ConcurrentLinkedQueue<DeadLetterRecord> foreignDeadLetters = new ConcurrentLinkedQueue<>();
    private long expiredNanos;
    /** 0 while standing by. */
    private int openEpoch;

    private volatile boolean closing;

    ControlEndpoint(
            ZMQ.Socket router,
            @Nullable WebSocketEndpoint webSocket,
            Clients clients,
            ZMQ.Poller poller,
            SequencedLog log,
            SignalBook book,
            MarketClock clock,
            SequencedLog.Outputs outputs,
            int partitions) {
        this.router = router;
        this.webSocket = webSocket;
        this.clients = clients;
        this.poller = poller;
        this.log = log;
        this.book = book;
        this.clock = clock;
        this.stats = outputs.stats();
        this.wake = outputs.wake();
        this.acks = new DurableAcks(partitions);
        this.touched = new BitSet(partitions);
        poller.register(router, ZMQ.Poller.POLLIN);
        wakeIndex = poller.register(wake.channel(), ZMQ.Poller.POLLIN);
    }

    void stop() {
        closing = true;
        wake.ring();
    }

    /** From any thread. */
    void deadLetter(DeadLetterRecord letter) {
        foreignDeadLetters.add(letter);
        wake.ring();
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                if (!lead()) {
                    continue;
                }
                boolean sure = log.leads(System.nanoTime());
                boolean busy = sure && (receive() | receiveFromWebSocket());
                busy |= log.publishJournaled();
                busy |= acks.release(log::journaledBelow, this::acknowledge);
                forwardDeadLetters();
                long now = System.nanoTime();
                log.tickClock(now);
                expireClients(now);
                if (!sure) {
                    // Requests are left where they are, and would wake a poll at once.
                    LockSupport.parkNanos(UNSURE_NANOS);
                } else if (!busy) {
                    await(MAX_WAIT_MILLIS);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("control thread died", e);
            throw e;
        } finally {
            finish();
        }
    }

    private void await(long millis) {
        poller.poll(millis);
        if (poller.pollin(wakeIndex)) {
            wake.clear();
        }
    }

    /** Whatever came in before the end is journaled and acknowledged. */
    private void finish() {
        if (openEpoch != 0) {
            log.flush();
            acks.release(log::journaledBelow, this::acknowledge);
        }
        log.close();
        poller.close();
        router.close();
    }

    /** @return whether this bridge is the active one; otherwise a moment was spent standing by */
    private boolean lead() {
        try {
            follow(log.tend() ? log.epoch() : 0);
            if (openEpoch != 0) {
                return true;
            }
            turnAway();
            await(MAX_WAIT_MILLIS);
        } catch (BridgeException e) {
            follow(0);
            LOG.warn("{}; trying again", e.getMessage());
            turnAway();
            await(RETRY_MILLIS);
        }
        return false;
    }

    /** What an epoch has not acknowledged is for its senders to repeat. */
    private void follow(int epoch) {
        if (epoch == openEpoch) {
            return;
        }
        openEpoch = epoch;
        acks.clear();
        clients.forgetWaiting();
        connections.forgetAll();
        if (epoch == 0) {
            book.close();
        } else {
            book.open(epoch, clock.micros());
        }
    }

    /** Every message is answered alike, so that its sender looks elsewhere. */
    private void turnAway() {
        for (Frame frame = receiveFrame(); frame != null; frame = receiveFrame()) {
            try {
                send(
                        frame.client(),
                        ServerMessage.newBuilder()
                                .setRequest(
                                        ClientMessage.parseFrom(frame.bytes()).getRequest())
                                .setStandby(Standby.getDefaultInstance()));
            } catch (InvalidProtocolBufferException e) {
                stats.malformed.increment();
            }
        }
        if (webSocket == null) {
            return;
        }
        for (Received received = webSocket.poll(); received != null; received = webSocket.poll()) {
            ClientMessage message = received.message();
            send(
                    received.client(),
                    ServerMessage.newBuilder()
                            .setRequest(message == null ? 0 : message.getRequest())
                            .setStandby(Standby.getDefaultInstance()));
        }
    }

    private boolean receive() {
        for (int i = 0; i < BURST; i++) {
            Frame frame = receiveFrame();
            if (frame == null) {
                return i > 0;
            }
            admit(frame);
        }
        return true;
    }

    /**
     * @param whole whether it was the message's only one
     * @param proof who sent it, or null when nothing is proven
     */
    private record Frame(
            byte[] client,
            byte[] bytes,
            boolean whole,
            @Nullable Proof proof) {}

    private @Nullable Frame receiveFrame() {
        byte[] client = router.recv(ZMQ.DONTWAIT);
        if (client == null) {
            return null;
        }
        Msg message = router.hasReceiveMore() ? router.base().recv(0) : null;
        boolean whole = true;
        while (router.hasReceiveMore()) {
            router.recv();
            whole = false;
        }
        return message == null
                ? new Frame(client, new byte[0], whole, null)
                : new Frame(client, message.data(), whole, clients.proof(message));
    }

    /** The same way for both doors, so that a client may change between them. */
    private boolean receiveFromWebSocket() {
        if (webSocket == null) {
            return false;
        }
        for (int i = 0; i < BURST; i++) {
            Received received = webSocket.poll();
            if (received == null) {
                return i > 0;
            }
            ClientMessage message = received.message();
            if (message == null) {
                malformed(received.client(), 0, received.frame(), String.valueOf(received.fault()));
            } else {
                handle(received.client(), null, message, received.frame(), received.fault(), received.receivedMicros());
            }
        }
        return true;
    }

    /** Looks at who sent and how much, before what. */
    private void admit(Frame frame) {
        byte[] client = frame.client();
        byte[] bytes = frame.bytes();
        long now = System.nanoTime();
        long receivedMicros = wall.micros();
        ClientSession session = clients.of(client, frame.proof(), now);
        if (session == null) {
            return;
        }
        if (WebSocketEndpoint.owns(client)) {
            // Would get what is meant for another.
            stats.malformed.increment();
            clients.refused(session, "name belongs to the WebSocket");
            return;
        }
        long wait = session.admit(bytes.length, now, receivedMicros);
        if (wait > 0) {
            stats.slowed.increment();
            if (session.tell(now)) {
                slowDown(client, session, wait);
            }
            return;
        }
        if (bytes.length > clients.longestFrame()) {
            stats.refused.increment();
            clients.refused(session, "frame is too long");
            return;
        }
        ClientMessage message;
        try {
            if (!frame.whole()) {
                throw new InvalidProtocolBufferException("message has more than one frame");
            }
            message = ClientMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            clients.refused(session, "message is malformed");
            malformed(client, 0, bytes, String.valueOf(e.getMessage()));
            return;
        }
        String forbidden = session.role().may(message.getBodyCase()) ? null : FORBIDDEN;
        handle(client, session, message, bytes, forbidden, receivedMicros);
    }

    private void slowDown(byte[] client, ClientSession session, long waitNanos) {
        clients.refused(session, session.cause());
        send(
                client,
                ServerMessage.newBuilder()
                        .setSlowDown(SlowDown.newBuilder()
                                .setWaitMillis((int) TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1)
                                .setCause(session.cause())));
    }

    /**
     * @param session null for a client of another door, which looks after its own
     * @param forbidden why this client may not ask for that, or null
     */
    private void handle(
            byte[] client,
            @Nullable ClientSession session,
            ClientMessage message,
            byte[] frame,
            @Nullable String forbidden,
            long receivedMicros) {
        Connections.Connection connection = connections.seen(client, System.nanoTime());
        try {
            switch (message.getBodyCase()) {
                case HELLO -> {
                    if (session != null) {
                        session.greeted(message.getHello());
                    }
                    connection.greeted(message.getHello().getResumeOrder());
                    hello(client, message.getRequest(), message.getHello());
                }
                case HEARTBEAT -> {
                    if (session != null) {
                        session.heartbeat(message.getHeartbeat(), receivedMicros);
                    }
                    heartbeat(client, message.getRequest(), message.getHeartbeat(), receivedMicros);
                }
                case TICKS,
                        TRADE_REPORT,
                        COMMAND,
                        TRADE_PRINT,
                        NEWS,
                        POSITION_REPORT,
                        ACCOUNT_REPORT,
                        CALENDAR_EVENT -> {
                    switch (connection.place(message.getOrder())) {
                        case IN_ORDER -> {
                            if (forbidden == null) {
                                take(client, session, message, receivedMicros);
                            } else {
                                forbid(client, session, message.getRequest(), forbidden);
                            }
                        }
                        case NOT_GREETED -> wantHello(client, message.getRequest());
                        // What came before it was lost with an older connection and is on its way again.
                        case TOO_EARLY -> stats.tooEarly.increment();
                    }
                }
                case REPLAY -> replay(client, message.getRequest(), message.getReplay());
                case RECEIPT -> {
                    if (forbidden != null) {
                        forbid(client, session, message.getRequest(), forbidden);
                        return;
                    }
                    stats.receipts.increment();
                    confirm(client, message.getRequest(), 1, 0);
                }
                case BODY_NOT_SET -> refuse(client, message.getRequest(), "request has no known body");
            }
        } catch (WireException e) {
            malformed(client, message.getRequest(), frame, e.getMessage());
        }
    }

    private void take(byte[] client, @Nullable ClientSession session, ClientMessage message, long receivedMicros)
            throws WireException {
        List<LogEvent> events = Intake.events(message, log.symbols());
        if (events.isEmpty()) {
            refuse(client, message.getRequest(), "request concerns no symbol");
            return;
        }
        for (LogEvent event : events) {
            if (!log.leads(event.symbol())) {
                refuse(client, message.getRequest(), "symbol belongs to another bridge: " + event.symbol());
                return;
            }
        }
        DurableAcks.Receipt receipt = new DurableAcks.Receipt(client, message.getRequest(), receivedMicros);
        receipt.session = session;
        touched.clear();
        long forAllMicros =
                Intake.isCommandForAll(message) && events.get(0) instanceof Command copy ? log.placeForAll(copy) : 0;
        for (LogEvent event : events) {
            if (log.append(event, forAllMicros, receivedMicros)) {
                receipt.accepted++;
            } else {
                receipt.duplicates++;
            }
            touched.set(log.partition(event.symbol()));
        }
        if (session != null) {
            session.waits(receipt.accepted, receivedMicros);
        }
        for (int partition = touched.nextSetBit(0); partition >= 0; partition = touched.nextSetBit(partition + 1)) {
            acks.hold(receipt, partition, log.next(partition));
        }
    }

    private void acknowledge(DurableAcks.Receipt receipt) {
        stats.receivedToJournaled.record(wall.micros() - receipt.receivedMicros);
        if (receipt.session != null) {
            receipt.session.acknowledged();
        }
        confirm(receipt.client, receipt.request, receipt.accepted, receipt.duplicates);
    }

    private void confirm(byte[] client, long request, int accepted, int duplicates) {
        stats.acks.increment();
        send(
                client,
                ServerMessage.newBuilder()
                        .setRequest(request)
                        .setAck(Ack.newBuilder().setAccepted(accepted).setDuplicates(duplicates)));
    }

    private void hello(byte[] client, long request, Hello hello) {
        LOG.info(
                "client connected: name={} role={} version={}", hello.getClient(), hello.getRole(), hello.getVersion());
        send(
                client,
                ServerMessage.newBuilder()
                        .setRequest(request)
                        .setWelcome(Welcome.newBuilder()
                                .setStreamEpoch(book.streamEpoch())
                                .setNextStreamSequence(book.lastSequence() + 1)
                                .setPartitions(log.partitions())
                                .setShare(log.share().index())
                                .setShares(log.share().of())));
    }

    private void wantHello(byte[] client, long request) {
        send(client, ServerMessage.newBuilder().setRequest(request).setHelloWanted(HelloWanted.getDefaultInstance()));
    }

    private void heartbeat(byte[] client, long request, Heartbeat heartbeat, long receivedMicros) {
        send(
                client,
                ServerMessage.newBuilder()
                        .setRequest(request)
                        .setHeartbeat(HeartbeatReply.newBuilder()
                                .setClientSendMicros(heartbeat.getClientSendMicros())
                                .setBridgeReceiveMicros(receivedMicros)
                                .setBridgeSendMicros(wall.micros())));
    }

    /** The acknowledgement behind the last one tells that this was all. */
    private void replay(byte[] client, long request, ReplayRequest wanted) {
        List<Outbound> valid = book.validFrom(wanted.getStreamEpoch(), wanted.getFromSequence(), clock.micros());
        for (Outbound outbound : valid) {
            send(client, ServerMessage.newBuilder().setRequest(request).setReplayed(outbound));
            stats.replayed.increment();
        }
        confirm(client, request, valid.size(), 0);
    }

    private void forbid(byte[] client, @Nullable ClientSession session, long request, String why) {
        if (session != null) {
            session.refused();
            clients.refused(session, why);
        }
        refuse(client, request, why);
    }

    private void refuse(byte[] client, long request, String reason) {
        stats.refused.increment();
        send(
                client,
                ServerMessage.newBuilder()
                        .setRequest(request)
                        .setRefusal(Refusal.newBuilder().setReason(reason)));
    }

    private void malformed(byte[] client, long request, byte[] frame, String why) {
        stats.malformed.increment();
        log.deadLetter(WireCodec.encode(new DeadLetterRecord(
                "", "control", RejectReason.MALFORMED, why, clock.micros(), ByteString.copyFrom(frame))));
        send(
                client,
                ServerMessage.newBuilder()
                        .setRequest(request)
                        .setRefusal(Refusal.newBuilder().setReason("malformed: " + why)));
    }

    private void forwardDeadLetters() {
        for (DeadLetterRecord letter = foreignDeadLetters.poll(); letter != null; letter = foreignDeadLetters.poll()) {
            log.deadLetter(WireCodec.encode(letter));
        }
    }

    private void expireClients(long nowNanos) {
        if (nowNanos - expiredNanos > EXPIRE_NANOS) {
            expiredNanos = nowNanos;
            stats.clients = connections.forget(nowNanos);
            clients.forget(wall.micros());
        }
    }

    /** A client that is gone or does not read costs nothing: both doors drop what they cannot deliver. */
    private void send(byte[] client, ServerMessage.Builder message) {
        if (webSocket != null && WebSocketEndpoint.owns(client)) {
            webSocket.send(client, message.build());
            return;
        }
        router.send(client, ZMQ.SNDMORE | ZMQ.DONTWAIT);
        router.send(message.build().toByteArray(), ZMQ.DONTWAIT);
    }
}
