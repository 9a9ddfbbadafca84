package io.tickpilot.bridge.websocket;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.tickpilot.bridge.access.Client;
import io.tickpilot.bridge.access.TokenBucket;
import io.tickpilot.wire.JsonForms;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.Hello;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. Reads as fast as its messages are taken and its rate allows; writes as fast as the client
 * reads, with a bounded queue behind. Belongs to one event loop; {@link #send}, {@link #taken} and {@link #end} may be
 * called from any thread.
 */
final class Session extends SimpleChannelInboundHandler<WebSocketFrame> {
    static final String TOO_SLOW = "reads too slowly";
    static final String EXPIRED = "token has expired";
    /** Role of clients that send only and want no signals. */
    private static final String FEED = "feed";

    private static final int MOST_UNTAKEN = 64;
    private static final int MOST_UNTAKEN_BYTES = 1 << 20;
    private static final int SILENT_PERIODS = 3;
    private static final long CLOSE_MILLIS = 1_000;

    private final WebSocketEndpoint endpoint;
    private final Channel channel;
    private final byte[] identity;
    private final Client client;
    private final String peer;
    private final TokenBucket messageRate;
    private final TokenBucket byteRate;
    private final ConcurrentLinkedQueue<Frame> out = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean flushing = new AtomicBoolean();
    private final AtomicInteger untaken = new AtomicInteger();
    private final AtomicLong untakenBytes = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean wantsSignals;
    private boolean throttled;
    private int silentPeriods;

    Session(WebSocketEndpoint endpoint, Channel channel, byte[] identity, Client client, String peer) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.identity = identity;
        this.client = client;
        this.peer = peer;
        long now = System.nanoTime();
        messageRate = new TokenBucket(endpoint.limits().messagesPerSecond(), now);
        byteRate = new TokenBucket(endpoint.limits().bytesPerSecond(), now);
    }

    byte[] identity() {
        return identity;
    }

    boolean wantsSignals() {
        return wantsSignals;
    }

    /** From any thread; never blocks. */
    void send(Frame frame) {
        if (ended.get()) {
            return;
        }
        if (waiting.incrementAndGet() > endpoint.limits().queue()) {
            endpoint.refusals().count(TOO_SLOW, peer);
            end(WebSocketCloseStatus.POLICY_VIOLATION, TOO_SLOW);
            return;
        }
        out.add(frame);
        if (flushing.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::flush);
        }
    }

    /** From any thread. What waits is not sent any more; the client may have been told why within a second. */
    void end(WebSocketCloseStatus status, String reason) {
        if (ended.compareAndSet(false, true)) {
            channel.eventLoop().execute(() -> {
                out.clear();
                channel.writeAndFlush(new CloseWebSocketFrame(status, reason)).addListener(ChannelFutureListener.CLOSE);
                channel.eventLoop().schedule(() -> channel.close(), CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            });
        }
    }

    /**
     * From any thread: tells the client that the bridge goes, behind what waits for it.
     *
     * @return done once the connection is closed
     */
    ChannelFuture finish() {
        channel.eventLoop().execute(() -> {
            flush();
            end(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE, "bridge ends");
        });
        return channel.closeFuture();
    }

    /** From the thread that takes the messages. */
    void taken(int bytes) {
        int left = untaken.decrementAndGet();
        long leftBytes = untakenBytes.addAndGet(-bytes);
        if (full.get() && left <= MOST_UNTAKEN / 2 && leftBytes <= MOST_UNTAKEN_BYTES / 2) {
            channel.eventLoop().execute(() -> {
                full.set(false);
                readOn();
            });
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
            endpoint.opened(this);
            if (client.isProven()) {
                long left = Duration.between(Instant.now(), client.until()).toMillis();
                ctx.executor().schedule(this::expire, left, TimeUnit.MILLISECONDS);
            }
        } else if (event instanceof IdleStateEvent) {
            silence(ctx);
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    private void expire() {
        if (channel.isActive()) {
            endpoint.refusals().count(EXPIRED, peer);
            end(WebSocketCloseStatus.POLICY_VIOLATION, EXPIRED);
        }
    }

    private void silence(ChannelHandlerContext ctx) {
        if (!ctx.channel().config().isAutoRead()) {
            return;
        }
        if (++silentPeriods >= SILENT_PERIODS) {
            end(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE, "silent");
        } else {
            ctx.writeAndFlush(new PingWebSocketFrame());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        silentPeriods = 0;
        super.channelRead(ctx, message);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame) {
            receive(ByteBufUtil.getBytes(frame.content()));
        } else if (!(frame instanceof PongWebSocketFrame)) {
            endpoint.refusals().count("frame is no text", peer);
            end(WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "only text is understood");
        }
    }

    private void receive(byte[] bytes) {
        long receivedMicros = endpoint.wallMicros();
        ClientMessage message = null;
        String fault = null;
        try {
            message = JsonForms.decodeClientMessage(new String(bytes, StandardCharsets.UTF_8));
            if (!client.role().may(message.getBodyCase())) {
                fault = "role " + client.role().text() + " may not send this: "
                        + message.getBodyCase().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                endpoint.refusals().count("role may not send this", peer);
            } else if (message.hasHello()) {
                message = greeted(message);
            }
        } catch (WireException e) {
            fault = String.valueOf(e.getMessage());
            endpoint.refusals().count("message is malformed", peer);
        }
        limitRate(bytes.length);
        int count = untaken.incrementAndGet();
        long total = untakenBytes.addAndGet(bytes.length);
        if (count >= MOST_UNTAKEN || total >= MOST_UNTAKEN_BYTES) {
            full.set(true);
            readOn();
        }
        endpoint.received(new Received(this, bytes, message, fault, receivedMicros));
    }

    /** A name and a role that were proven count more than those the client gives itself. */
    private ClientMessage greeted(ClientMessage message) {
        Hello hello = message.getHello();
        wantsSignals = !hello.getRole().equals(FEED);
        return client.isProven()
                ? message.toBuilder()
                        .setHello(hello.toBuilder()
                                .setClient(client.name())
                                .setRole(client.role().text()))
                        .build()
                : message;
    }

    private void limitRate(int bytes) {
        long now = System.nanoTime();
        long waitNanos = Math.max(messageRate.take(1, now), byteRate.take(bytes, now));
        if (waitNanos > 0 && !throttled) {
            throttled = true;
            endpoint.throttled();
            readOn();
            channel.eventLoop()
                    .schedule(
                            () -> {
                                throttled = false;
                                readOn();
                            },
                            waitNanos,
                            TimeUnit.NANOSECONDS);
        }
    }

    private void readOn() {
        channel.config().setAutoRead(!throttled && !full.get());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        flush();
    }

    private void flush() {
        flushing.set(false);
        boolean written = false;
        while (channel.isWritable() && !ended.get()) {
            Frame frame = out.poll();
            if (frame == null) {
                break;
            }
            waiting.decrementAndGet();
            channel.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame.text())));
            written = true;
        }
        if (written) {
            channel.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ended.set(true);
        out.clear();
        endpoint.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        @Nullable String fault = Faults.of(cause);
        if (fault != null) {
            endpoint.refusals().count(fault, peer);
        }
        ctx.close();
    }
}
