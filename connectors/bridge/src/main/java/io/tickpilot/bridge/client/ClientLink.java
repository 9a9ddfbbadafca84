package io.tickpilot.bridge.client;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.bridge.MarketClock;
import io.tickpilot.bridge.WakePipe;
import io.tickpilot.core.event.LogEvent;
import io.tickpilot.core.event.TradeReport;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Heartbeat;
import io.tickpilot.wire.proto.HeartbeatReply;
import io.tickpilot.wire.proto.Hello;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.ReplayRequest;
import io.tickpilot.wire.proto.ServerMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The client's thread: owns the sockets, sends, repeats, listens. */
final class ClientLink implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientLink.class);
    private static final String VERSION = "1";
    private static final int BURST = 256;
    private static final long MAX_WAIT_MILLIS = 20;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(3);
    /** Between greetings while nobody answers. */
    private static final long KNOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** For a bridge to answer before another is tried. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Rounds of sending everything again without an answer before the bridge is greeted anew. */
    private static final int FRUITLESS_ROUNDS = 3;

    private static final Duration NEVER = Duration.ofDays(36_500);
    private static final long REVIVE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int RECEIVE_HIGH_WATER = 100_000;
    /**
     * JeroMQ 0.6.0 gives a handshake 30 s, and now and then (1 of 60 on a busy machine) its poller does not listen on a new
     * connection until that is over.
     */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private static final int RECONNECT_MILLIS = 100;
    private static final int RECONNECT_MAX_MILLIS = 1_000;

    private final ClientSettings settings;
    private final ClientListener listener;
    private final MarketClock wall = MarketClock.system();
    private final ArrayBlockingQueue<LogEvent> queue;
    private final ConcurrentLinkedQueue<SignalReceived> receipts = new ConcurrentLinkedQueue<>();
    private final WakePipe wake = new WakePipe();
    private final Unacknowledged unacknowledged;
    private final SignalStream stream;
    private final LinkTiming timing = new LinkTiming();
    private final @Nullable WebSocketLeg webSocket;
    private final LegSwitch legs;
    private long requests;
    private long orders;
    private long accepted;
    private long duplicates;
    private long refused;
    private long resent;
    private long heartbeatNanos;
    private long answeredNanos;
    private long webSocketAnsweredNanos;
    private long probedNanos;
    private long greetedOpening;
    private int fruitless;
    private long holdUntilNanos;
    private long dialedNanos;
    private long publishedNanos;
    private long subscribedNanos;
    private long slowed;
    private boolean welcomed;
    private int bridge;
    private boolean turnedAway;
    private long switchedNanos;
    /** As the bridge said last; null before. */
    private volatile @Nullable LedSymbols led;

    private volatile boolean idle = true;
    private volatile ClientStats stats = new ClientStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, false, false, 0);
    private volatile boolean closing;

    ClientLink(ClientSettings settings, MarketClock clock, ClientListener listener) {
        this.settings = settings;
        this.listener = listener;
        queue = new ArrayBlockingQueue<>(settings.queue());
        unacknowledged = new Unacknowledged(settings.resendAfter().toNanos());
        stream = new SignalStream(clock, listener);
        WebSocketFallback fallback = settings.fallback();
        webSocket = fallback == null ? null : new WebSocketLeg(fallback, wake::ring);
        legs = new LegSwitch(
                fallback == null ? NEVER : fallback.failAfter(),
                fallback == null ? Duration.ZERO : fallback.recoverAfter(),
                !settings.signals().isEmpty(),
                System.nanoTime());
    }

    boolean offer(LogEvent event) {
        if (!Requests.accepts(event)) {
            throw new IllegalArgumentException("event cannot be sent to the bridge: " + event);
        }
        if (closing || !queue.offer(event)) {
            return false;
        }
        idle = false;
        wake.ring();
        return true;
    }

    void receipt(SignalReceived receipt) {
        receipts.add(receipt);
        wake.ring();
    }

    void stop() {
        closing = true;
        wake.ring();
    }

    /** Whether the bridge has said that the symbol is its own. From any thread. */
    boolean leads(String symbol) {
        LedSymbols known = led;
        return known != null && known.has(symbol);
    }

    boolean idle() {
        return idle;
    }

    ClientStats stats() {
        return stats;
    }

    @Override
    public void run() {
        try (ZContext context = new ZContext()) {
            ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
            configure(dealer);
            dealer.setImmediate(true);
            dealer.connect(settings.controls().get(bridge));
            ZMQ.Poller poller = context.createPoller(3);
            poller.register(dealer, ZMQ.Poller.POLLIN);
            int wakeIndex = poller.register(wake.channel(), ZMQ.Poller.POLLIN);
            ZMQ.Socket subscriber = null;
            if (!settings.signals().isEmpty()) {
                subscriber = context.createSocket(SocketType.SUB);
                configure(subscriber);
                settings.publishers().forEach(subscriber::connect);
                subscriber.subscribe(new byte[0]);
                poller.register(subscriber, ZMQ.Poller.POLLIN);
            }
            switchedNanos = System.nanoTime();
            answeredNanos = switchedNanos - 2 * SILENT_NANOS;
            heartbeatNanos = answeredNanos;
            holdUntilNanos = answeredNanos;
            dialedNanos = System.nanoTime();
            subscribedNanos = dialedNanos;
            publishedNanos = dialedNanos;
            while (!closing) {
                if (!step(dealer, subscriber)) {
                    poller.poll(MAX_WAIT_MILLIS);
                    if (poller.pollin(wakeIndex)) {
                        wake.clear();
                    }
                }
            }
            poller.close();
        } catch (RuntimeException e) {
            LOG.error("bridge client died: name={}", settings.name(), e);
            throw e;
        } finally {
            closing = true;
            if (webSocket != null) {
                webSocket.close();
            }
            wake.close();
        }
    }

    private void configure(ZMQ.Socket socket) {
        socket.setLinger(0);
        socket.setRcvHWM(RECEIVE_HIGH_WATER);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        socket.setReconnectIVL(RECONNECT_MILLIS);
        socket.setReconnectIVLMax(RECONNECT_MAX_MILLIS);
        if (settings.keys() != null) {
            settings.keys().protect(socket);
        }
    }

    /** @return whether there may be more to do at once */
    private boolean step(ZMQ.Socket dealer, ZMQ.@Nullable Socket subscriber) {
        boolean busy = receiveAnswers(dealer);
        if (subscriber != null) {
            busy |= receiveSignals(subscriber);
        }
        if (webSocket != null) {
            busy |= receiveFrom(webSocket);
        }
        long now = System.nanoTime();
        chooseLeg(now);
        findActive(dealer, now);
        revive(dealer, subscriber, now);
        heartbeat(dealer, now);
        if (legs.isOnWebSocket()) {
            probe(dealer, now);
        }
        if (legs.isOnWebSocket() ? !welcomed : now - holdUntilNanos < 0) {
            publishStats(now);
            return busy;
        }
        resend(dealer, now);
        long missingFrom = stream.takeMissing();
        if (missingFrom >= 0) {
            stream.asked(requests + 1, missingFrom);
            request(
                    dealer,
                    ClientMessage.newBuilder()
                            .setReplay(ReplayRequest.newBuilder()
                                    .setStreamEpoch(stream.epoch())
                                    .setFromSequence(missingFrom)),
                    0,
                    null,
                    now);
        }
        for (SignalReceived receipt = receipts.poll(); receipt != null; receipt = receipts.poll()) {
            send(dealer, ClientMessage.newBuilder().setReceipt(Requests.receipt(receipt)));
        }
        if (!queue.isEmpty() && unacknowledged.size() < settings.inFlight()) {
            requestEvents(dealer, now);
            busy = true;
        }
        publishStats(now);
        return busy;
    }

    /** Everything that waits too long; a bridge that answers none of it has lost the thread and is greeted anew. */
    private void resend(ZMQ.Socket dealer, long nowNanos) {
        List<Unacknowledged.Sent> due = unacknowledged.due(nowNanos);
        if (!due.isEmpty() && ++fruitless > FRUITLESS_ROUNDS) {
            fruitless = 0;
            welcomed = false;
        }
        for (Unacknowledged.Sent sent : due) {
            if (!transmit(dealer, sent.frame())) {
                break;
            }
            resent++;
        }
    }

    private boolean transmit(ZMQ.Socket dealer, byte[] frame) {
        return webSocket != null && legs.isOnWebSocket() ? webSocket.send(frame) : dealer.send(frame, ZMQ.DONTWAIT);
    }

    /** Whatever leg is new is greeted before anything is sent over it; what is not acknowledged is then sent again. */
    private void chooseLeg(long nowNanos) {
        if (webSocket == null) {
            return;
        }
        webSocket.tend(legs.wantsWebSocket(nowNanos), nowNanos);
        boolean reopened = legs.isOnWebSocket() && webSocket.opened() != greetedOpening;
        if (reopened) {
            // The silence of the connection before says nothing about this one.
            legs.webSocketAnswered(nowNanos);
        }
        boolean changed = legs.decide(webSocket.isOpen(), nowNanos);
        if (changed) {
            LOG.info(
                    "bridge client now uses {}: name={}",
                    legs.isOnWebSocket() ? "WebSocket" : "ZeroMQ",
                    settings.name());
        } else if (webSocket.isOpen() && legs.isWebSocketSilent(nowNanos)) {
            webSocket.hangUp();
        }
        if (changed || reopened) {
            greetedOpening = webSocket.opened();
            welcomed = false;
            heartbeatNanos = nowNanos - settings.heartbeat().toNanos();
        }
    }

    /** Tells whether ZeroMQ is back. */
    private void probe(ZMQ.Socket dealer, long nowNanos) {
        if (nowNanos - probedNanos >= settings.heartbeat().toNanos()) {
            probedNanos = nowNanos;
            dealer.send(heartbeat().setRequest(++requests).build().toByteArray(), ZMQ.DONTWAIT);
        }
    }

    private ClientMessage.Builder heartbeat() {
        return ClientMessage.newBuilder()
                .setHeartbeat(Heartbeat.newBuilder()
                        .setClientSendMicros(wall.micros())
                        .setLastRoundTripMicros(Math.max(0, timing.roundTripMicros())));
    }

    private void requestEvents(ZMQ.Socket dealer, long nowNanos) {
        TradeReport report = queue.peek() instanceof TradeReport head ? head : null;
        request(dealer, Requests.next(queue, settings.batch()), ++orders, report, nowNanos);
    }

    private void request(
            ZMQ.Socket dealer, ClientMessage.Builder message, long order, @Nullable TradeReport report, long nowNanos) {
        long request = ++requests;
        byte[] frame = message.setRequest(request).setOrder(order).build().toByteArray();
        unacknowledged.add(request, new Unacknowledged.Sent(frame, order, report), nowNanos);
        transmit(dealer, frame);
    }

    private void send(ZMQ.Socket dealer, ClientMessage.Builder message) {
        transmit(dealer, message.setRequest(++requests).build().toByteArray());
    }

    /** Goes from a bridge that stands by, or does not answer, to the next. */
    private void findActive(ZMQ.Socket dealer, long nowNanos) {
        boolean silent = nowNanos - answeredNanos > SILENT_NANOS && nowNanos - switchedNanos > PATIENCE_NANOS;
        boolean leave = silent || (turnedAway && nowNanos - switchedNanos > KNOCK_NANOS);
        if (!leave || settings.controls().size() == 1) {
            return;
        }
        dealer.disconnect(settings.controls().get(bridge));
        bridge = (bridge + 1) % settings.controls().size();
        dealer.connect(settings.controls().get(bridge));
        turnedAway = false;
        welcomed &= legs.isOnWebSocket();
        switchedNanos = nowNanos;
    }

    /**
     * JeroMQ gives a connection up for good that was refused once, for its key or its address. Among several bridges the turn comes
     * to each again, see {@link #findActive}.
     */
    private void revive(ZMQ.Socket dealer, ZMQ.@Nullable Socket subscriber, long nowNanos) {
        if (settings.controls().size() == 1 && nowNanos - Math.max(answeredNanos, dialedNanos) > REVIVE_NANOS) {
            dialedNanos = nowNanos;
            dealer.disconnect(settings.controls().get(bridge));
            dealer.connect(settings.controls().get(bridge));
        }
        if (subscriber != null && nowNanos - Math.max(publishedNanos, subscribedNanos) > REVIVE_NANOS) {
            subscribedNanos = nowNanos;
            settings.publishers().forEach(subscriber::disconnect);
            settings.publishers().forEach(subscriber::connect);
        }
    }

    private void heartbeat(ZMQ.Socket dealer, long nowNanos) {
        if (nowNanos - heardNanos() > SILENT_NANOS) {
            welcomed = false;
        }
        long interval = settings.heartbeat().toNanos();
        if (nowNanos - heartbeatNanos < (welcomed ? interval : Math.min(interval, KNOCK_NANOS))) {
            return;
        }
        heartbeatNanos = nowNanos;
        if (!welcomed) {
            send(
                    dealer,
                    ClientMessage.newBuilder()
                            .setHello(Hello.newBuilder()
                                    .setClient(settings.name())
                                    .setRole(settings.role())
                                    .setVersion(VERSION)
                                    .setResumeOrder(unacknowledged.oldestOrder(orders + 1))));
        }
        send(dealer, heartbeat());
    }

    /** When the leg that is used was heard last. */
    private long heardNanos() {
        return legs.isOnWebSocket() ? webSocketAnsweredNanos : answeredNanos;
    }

    private boolean receiveAnswers(ZMQ.Socket dealer) {
        for (int i = 0; i < BURST; i++) {
            byte[] frame = dealer.recv(ZMQ.DONTWAIT);
            if (frame == null) {
                return i > 0;
            }
            try {
                answerOverZeroMq(ServerMessage.parseFrom(frame));
            } catch (InvalidProtocolBufferException | WireException e) {
                LOG.warn("answer of the bridge dropped: {}", e.getMessage());
            }
        }
        return true;
    }

    private boolean receiveFrom(WebSocketLeg leg) {
        for (int i = 0; i < BURST; i++) {
            ServerMessage message = leg.poll();
            if (message == null) {
                return i > 0;
            }
            if (!legs.isOnWebSocket()) {
                continue;
            }
            try {
                answerOverWebSocket(leg, message);
            } catch (WireException e) {
                LOG.warn("answer of the bridge dropped: {}", e.getMessage());
            }
        }
        return true;
    }

    private void answerOverWebSocket(WebSocketLeg leg, ServerMessage message) throws WireException {
        if (message.hasStandby()) {
            leg.hangUp();
            return;
        }
        long now = System.nanoTime();
        webSocketAnsweredNanos = now;
        legs.webSocketAnswered(now);
        if (message.hasPublished()) {
            stream.published(message.getPublished());
        } else {
            answer(message, now);
        }
    }

    /**
     * Only the leg that is used is believed: what the other one acknowledges late may be more than the bridge was told when
     * it was greeted over this one.
     */
    private void answerOverZeroMq(ServerMessage message) throws WireException {
        if (message.hasStandby()) {
            welcomed &= legs.isOnWebSocket();
            turnedAway = true;
            return;
        }
        long now = System.nanoTime();
        answeredNanos = now;
        legs.zeroMqAnswered(now);
        if (!legs.isOnWebSocket()) {
            answer(message, now);
        }
    }

    private void answer(ServerMessage message, long now) throws WireException {
        switch (message.getBodyCase()) {
            case WELCOME -> {
                led = LedSymbols.of(message.getWelcome());
                if (!welcomed) {
                    welcomed = true;
                    unacknowledged.reconnected(now);
                }
                if (!settings.signals().isEmpty()) {
                    stream.welcome(
                            message.getWelcome().getStreamEpoch(),
                            message.getWelcome().getNextStreamSequence());
                }
            }
            case HEARTBEAT -> {
                HeartbeatReply reply = message.getHeartbeat();
                timing.heartbeat(
                        reply.getClientSendMicros(),
                        reply.getBridgeReceiveMicros(),
                        reply.getBridgeSendMicros(),
                        wall.micros());
            }
            case ACK -> {
                fruitless = 0;
                Unacknowledged.Sent sent = unacknowledged.answered(message.getRequest(), now);
                if (sent != null && !sent.events()) {
                    stream.replayEnded(message.getRequest(), message.getAck().getAccepted());
                } else if (sent != null) {
                    accepted += message.getAck().getAccepted();
                    duplicates += message.getAck().getDuplicates();
                    if (sent.report() != null) {
                        listener.onJournaled(sent.report());
                    }
                }
            }
            case REPLAYED -> stream.replayed(message.getRequest(), message.getReplayed());
            case REFUSAL -> {
                if (unacknowledged.answered(message.getRequest(), now) == null) {
                    return;
                }
                refused++;
                listener.onRefused(message.getRefusal().getReason());
            }
            case HELLO_WANTED -> welcomed = false;
            case SLOW_DOWN -> {
                slowed++;
                long waitNanos =
                        TimeUnit.MILLISECONDS.toNanos(message.getSlowDown().getWaitMillis());
                holdUntilNanos = now + waitNanos;
                unacknowledged.heldBack(holdUntilNanos);
            }
            case STANDBY, PUBLISHED, BODY_NOT_SET -> LOG.warn("answer of the bridge has no known body");
        }
    }

    private boolean receiveSignals(ZMQ.Socket subscriber) {
        for (int i = 0; i < BURST; i++) {
            byte[] topic = subscriber.recv(ZMQ.DONTWAIT);
            if (topic == null) {
                return i > 0;
            }
            publishedNanos = System.nanoTime();
            byte[] frame = subscriber.hasReceiveMore() ? subscriber.recv() : topic;
            while (subscriber.hasReceiveMore()) {
                subscriber.recv();
            }
            legs.zeroMqPublished(System.nanoTime());
            if (legs.isOnWebSocket()) {
                continue;
            }
            try {
                stream.published(Outbound.parseFrom(frame));
            } catch (InvalidProtocolBufferException | WireException e) {
                LOG.warn("published message dropped: {}", e.getMessage());
            }
        }
        return true;
    }

    private void publishStats(long nowNanos) {
        stats = new ClientStats(
                queue.size(),
                unacknowledged.size(),
                accepted,
                duplicates,
                refused,
                resent,
                slowed,
                stream.signals,
                stream.duplicates,
                stream.expired,
                stream.gaps,
                timing.offsetMicros(),
                timing.roundTripMicros(),
                nowNanos - heardNanos() < SILENT_NANOS && timing.roundTripMicros() >= 0,
                legs.isOnWebSocket(),
                legs.switches());
        if (queue.isEmpty() && unacknowledged.size() == 0) {
            idle = true;
            if (!queue.isEmpty()) {
                idle = false;
            }
        }
    }
}
