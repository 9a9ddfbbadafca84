package io.tickpilot.bridge.websocket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tickpilot.bridge.access.Client;
import io.tickpilot.bridge.access.Networks;
import io.tickpilot.bridge.access.Refusals;
import io.tickpilot.bridge.access.Tokens;
import io.tickpilot.wire.proto.Outbound;
import io.tickpilot.wire.proto.ServerMessage;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Listens for WebSocket clients and hands over what they send, in the order each sent it; carries answers and signals
 * to them. A client that reads slowly, sends fast or sends nonsense costs the others nothing. Thread-safe; its threads
 * parse and write the JSON.
 */
public final class WebSocketEndpoint implements AutoCloseable {
    static final String PATH = "/";
    private static final int PORT_TRIES = 64;
    private static final int THREADS = 2;
    private static final int HTTP_BYTES = 16_384;
    private static final int SILENT_SECONDS = 20;
    private static final int READ_BYTES = 16_384;
    private static final WriteBufferWaterMark WRITE_AHEAD = new WriteBufferWaterMark(65_536, 262_144);
    private static final int STOP_SECONDS = 3;

    private final WebSocketSettings settings;
    private final Runnable wake;
    private final Networks networks;
    private final @Nullable Tokens tokens;
    private final @Nullable SslContext tls;
    private final Refusals refusals = new Refusals("WebSocket");
    private final ConcurrentLinkedQueue<Received> inbox = new ConcurrentLinkedQueue<>();
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong ids = new AtomicLong();
    private final LongAdder connected = new LongAdder();
    private final LongAdder receivedCount = new LongAdder();
    private final LongAdder throttledCount = new LongAdder();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            THREADS, new DefaultThreadFactory("tickpilot-bridge-websocket", true), NioIoHandler.newFactory());
    private final Channel server;

    private WebSocketEndpoint(WebSocketSettings settings, int port, Secrets secrets, Runnable wake)
            throws BindException {
        this.settings = settings;
        this.wake = wake;
        networks = Networks.of(settings.admission().networks());
        try {
            tokens = secrets.tokenKeys(settings.tokens()).map(Tokens::new).orElse(null);
            tls = secrets.tls(settings.tls());
            server = bind(port);
        } catch (BindException | RuntimeException e) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    /**
     * @param port 0 for any free one; a taken one gives way to the next free one
     * @param wake called from any thread when there is something to {@link #poll}
     * @throws BindException when no port can be had
     * @throws io.tickpilot.core.config.ConfigException when keys are missing or of no use
     */
    public static WebSocketEndpoint start(WebSocketSettings settings, int port, Secrets secrets, Runnable wake)
            throws BindException {
        return new WebSocketEndpoint(settings, port, secrets, wake);
    }

    /** Such as {@code ws://127.0.0.1:5557/}. */
    public String address() {
        InetSocketAddress local = (InetSocketAddress) server.localAddress();
        String host = settings.bind().contains(":") ? "[" + settings.bind() + "]" : settings.bind();
        return (tls == null ? "ws" : "wss") + "://" + host + ":" + local.getPort() + PATH;
    }

    /** By one thread. @return null when nothing waits */
    public @Nullable Received poll() {
        Received received = inbox.poll();
        if (received != null) {
            received.taken();
        }
        return received;
    }

    /** Whether a client's name has the form of those given here. No ROUTER gives such a name; a peer that chooses one lies. */
    public static boolean owns(byte[] client) {
        return client.length == 1 + Long.BYTES && client[0] == 0;
    }

    /** Never blocks; a client that is gone costs nothing. */
    public void send(byte[] client, ServerMessage message) {
        Session session = sessions.get(id(client));
        if (session != null) {
            session.send(new Frame(message));
        }
    }

    /** To every client that wants signals. Never blocks. */
    public void publish(Outbound outbound) {
        if (sessions.isEmpty()) {
            return;
        }
        Frame frame =
                new Frame(ServerMessage.newBuilder().setPublished(outbound).build());
        for (Session session : sessions.values()) {
            if (session.wantsSignals()) {
                session.send(frame);
            }
        }
    }

    public WebSocketStats stats() {
        return new WebSocketStats(
                sessions.size(), connected.sum(), receivedCount.sum(), throttledCount.sum(), refusals.byCause());
    }

    /** Sends what waits, as far as clients read it within a moment, and ends. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        sessions.values().stream()
                .map(Session::finish)
                .toList()
                .forEach(closed -> closed.awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS));
        loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(STOP_SECONDS + 1, TimeUnit.SECONDS);
    }

    WebSocketSettings.Limits limits() {
        return settings.limits();
    }

    Refusals refusals() {
        return refusals;
    }

    long wallMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    }

    void opened(Session session) {
        connected.increment();
        sessions.put(id(session.identity()), session);
    }

    void closed(Session session) {
        sessions.remove(id(session.identity()));
    }

    void received(Received received) {
        receivedCount.increment();
        inbox.add(received);
        wake.run();
    }

    void throttled() {
        throttledCount.increment();
    }

    private Channel bind(int port) throws BindException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_AHEAD)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                });
        int tries = port == 0 ? 1 : PORT_TRIES;
        String why = "no port left";
        for (int i = 0; i < tries && port + i <= 65_535; i++) {
            var bound = bootstrap.bind(settings.bind(), port + i).awaitUninterruptibly();
            if (bound.isSuccess()) {
                return bound.channel();
            }
            why = String.valueOf(bound.cause().getMessage());
            if (!(bound.cause() instanceof BindException)) {
                break;
            }
        }
        throw new BindException(why);
    }

    private void accept(SocketChannel channel) {
        InetAddress address = channel.remoteAddress().getAddress();
        String peer = address.getHostAddress();
        String refused = null;
        if (!networks.contains(address)) {
            refused = "address is not allowed";
        } else if (connections.get() >= limits().connections()) {
            refused = "too many connections";
        } else if (byAddress.getOrDefault(address, 0) >= limits().connectionsPerAddress()) {
            refused = "too many connections from one address";
        }
        if (refused != null) {
            refusals.count(refused, peer);
            channel.close();
            return;
        }
        connections.incrementAndGet();
        byAddress.merge(address, 1, Integer::sum);
        channel.closeFuture().addListener(done -> {
            connections.decrementAndGet();
            byAddress.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
        });
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(tls.newHandler(channel.alloc()));
        }
        pipeline.addLast(
                new IdleStateHandler(SILENT_SECONDS, 0, 0),
                new HttpServerCodec(),
                new HttpObjectAggregator(HTTP_BYTES),
                new Upgrade(
                        this, tokens, settings.admission().origins(), peer, client -> admit(channel, client, peer)));
    }

    /** Once it is known who comes, and before the handshake is answered. */
    private void admit(SocketChannel channel, Client client, String peer) {
        int most = limits().frameBytes();
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(
                new WebSocketServerCompressionHandler(most),
                new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                        .websocketPath(PATH)
                        .allowExtensions(true)
                        .maxFramePayloadLength(most)
                        .sendCloseFrame(null)
                        .build()),
                new WebSocketFrameAggregator(most));
        byte[] identity = ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) 0)
                .putLong(ids.incrementAndGet())
                .array();
        // What was read is given on one by one, so that a session that reads no more gets no more.
        pipeline.addLast(new FlowControlHandler(), new Session(this, channel, identity, client, peer));
    }

    private static long id(byte[] client) {
        return ByteBuffer.wrap(client, 1, Long.BYTES).getLong();
    }
}
