package io.tickpilot.bridge.client;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketClientCompressionHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.wire.JsonForms;
import io.tickpilot.wire.WireException;
import io.tickpilot.wire.proto.ClientMessage;
import io.tickpilot.wire.proto.ServerMessage;
import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's leg over WebSocket: connected only while it is wanted, again and again, to one address after the other.
 * Belongs to the client's thread; a thread of its own, begun when first wanted, speaks JSON.
 */
final class WebSocketLeg implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketLeg.class);
    private static final int HTTP_BYTES = 16_384;
    private static final int FRAME_BYTES = 16 << 20;
    private static final int CONNECT_MILLIS = 5_000;
    private static final long BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MAX_BACKOFF_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_UNTAKEN = 4_096;

    private final WebSocketFallback settings;
    private final Runnable wake;
    private final List<URI> addresses;
    private final @Nullable SslContext tls;
    private @Nullable MultiThreadIoEventLoopGroup loop;
    private @Nullable Attempt attempt;
    private int address;
    private long backoffNanos = BACKOFF_NANOS;
    private long nextNanos;
    private boolean tried;
    private long opened;
    private String lastFault = "";

    /** One connection, from the dialing to its end; what came in over it ends with it. */
    private static final class Attempt {
        final ConcurrentLinkedQueue<ServerMessage> inbox = new ConcurrentLinkedQueue<>();
        final AtomicInteger untaken = new AtomicInteger();
        volatile @Nullable Channel channel;
        volatile boolean open;
        volatile boolean over;
        volatile String fault = "";
        boolean counted;

        void close() {
            over = true;
            Channel dialed = channel;
            if (dialed != null) {
                dialed.close();
            }
        }
    }

    /**
     * @param wake called from any thread when there is something to {@link #poll}, or the connection has changed
     * @throws ConfigException when what is to be trusted cannot be read
     */
    WebSocketLeg(WebSocketFallback settings, Runnable wake) {
        this.settings = settings;
        this.wake = wake;
        addresses = settings.addresses();
        tls = addresses.stream().anyMatch(WebSocketLeg::isTls) ? tls(settings) : null;
    }

    private static boolean isTls(URI uri) {
        return "wss".equals(uri.getScheme());
    }

    private static SslContext tls(WebSocketFallback settings) {
        try {
            SslContextBuilder builder = SslContextBuilder.forClient().protocols("TLSv1.3", "TLSv1.2");
            if (!settings.trust().isEmpty()) {
                builder.trustManager(new File(settings.trust()));
            }
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new ConfigException("trust: holds no certificates: " + settings.trust());
        }
    }

    /** Dials, redials or hangs up, as it is wanted now. */
    void tend(boolean wanted, long nowNanos) {
        Attempt current = attempt;
        if (current != null && current.open && !current.counted) {
            current.counted = true;
            opened++;
            backoffNanos = BACKOFF_NANOS;
            lastFault = "";
        }
        if (current != null && current.over) {
            ended(current, nowNanos);
            current = null;
        }
        if (!wanted) {
            hangUp();
            tried = false;
            backoffNanos = BACKOFF_NANOS;
        } else if (current == null && (!tried || nowNanos - nextNanos >= 0)) {
            tried = true;
            dial();
        }
    }

    /** Ends the connection so that another is tried. */
    void hangUp() {
        Attempt current = attempt;
        if (current != null) {
            current.close();
        }
    }

    boolean isOpen() {
        Attempt current = attempt;
        return current != null && current.open && !current.over;
    }

    /** Counts the connections that came about; whoever is greeted on one is not known on the next. */
    long opened() {
        return opened;
    }

    /**
     * @param frame a {@link ClientMessage}
     * @return false when it was not taken: there is no connection, or too much is under way
     */
    boolean send(byte[] frame) {
        Attempt current = attempt;
        Channel channel = current == null || !current.open ? null : current.channel;
        if (channel == null || !channel.isWritable()) {
            return false;
        }
        try {
            channel.writeAndFlush(new TextWebSocketFrame(JsonForms.encode(ClientMessage.parseFrom(frame))));
            return true;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("own request cannot be read", e);
        }
    }

    /** @return null when nothing waits */
    @Nullable
    ServerMessage poll() {
        Attempt current = attempt;
        if (current == null) {
            return null;
        }
        ServerMessage message = current.inbox.poll();
        Channel channel = current.channel;
        if (message != null && channel != null && current.untaken.decrementAndGet() == MOST_UNTAKEN / 2) {
            channel.config().setAutoRead(true);
        }
        return message;
    }

    @Override
    public void close() {
        hangUp();
        if (loop != null) {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private void ended(Attempt current, long nowNanos) {
        attempt = null;
        if (!current.fault.isEmpty() && !current.fault.equals(lastFault)) {
            lastFault = current.fault;
            LOG.warn("WebSocket failed: address={}: {}", addresses.get(address), current.fault);
        }
        address = (address + 1) % addresses.size();
        nextNanos = nowNanos + backoffNanos;
        backoffNanos = Math.min(MAX_BACKOFF_NANOS, backoffNanos * 2);
    }

    private void dial() {
        if (loop == null) {
            loop = new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("tickpilot-client-websocket", true), NioIoHandler.newFactory());
        }
        URI uri = addresses.get(address);
        int port = uri.getPort() >= 0 ? uri.getPort() : isTls(uri) ? 443 : 80;
        Attempt made = new Attempt();
        attempt = made;
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        prepare(channel, uri, port, made);
                    }
                })
                .connect(uri.getHost(), port);
        made.channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                fail(made, done.cause());
            }
        });
        connecting.channel().closeFuture().addListener(done -> {
            made.over = true;
            wake.run();
        });
    }

    private void prepare(SocketChannel channel, URI uri, int port, Attempt made) {
        if (isTls(uri) && tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc(), uri.getHost(), port));
        }
        HttpHeaders headers = new DefaultHttpHeaders();
        settings.bearer().ifPresent(bearer -> headers.set(HttpHeaderNames.AUTHORIZATION, bearer));
        channel.pipeline()
                .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(HTTP_BYTES),
                        new WebSocketClientCompressionHandler(FRAME_BYTES),
                        new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                                .webSocketUri(uri)
                                .customHeaders(headers)
                                .allowExtensions(true)
                                .maxFramePayloadLength(FRAME_BYTES)
                                .handshakeTimeoutMillis(CONNECT_MILLIS)
                                .handleCloseFrames(false)
                                .generateOriginHeader(false)
                                .build()),
                        new WebSocketFrameAggregator(FRAME_BYTES),
                        new Listener(made));
    }

    private void fail(Attempt made, Throwable cause) {
        made.fault = String.valueOf(cause.getMessage());
        made.over = true;
        wake.run();
    }

    /** What comes in over one connection. */
    private final class Listener extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final Attempt made;

        Listener(Attempt made) {
            this.made = made;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
            if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                made.open = true;
                wake.run();
            }
            super.userEventTriggered(ctx, event);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                take(ctx, text);
            } else if (frame instanceof CloseWebSocketFrame closing) {
                made.fault = "closed: " + closing.statusCode() + " " + closing.reasonText();
                ctx.close();
            }
        }

        private void take(ChannelHandlerContext ctx, TextWebSocketFrame text) {
            try {
                made.inbox.add(JsonForms.decodeServerMessage(text.text()));
            } catch (WireException e) {
                LOG.warn("answer of the bridge dropped: {}", e.getMessage());
                return;
            }
            if (made.untaken.incrementAndGet() == MOST_UNTAKEN) {
                ctx.channel().config().setAutoRead(false);
            }
            wake.run();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(made, cause);
            ctx.close();
        }
    }
}
