package io.tickpilot.bridge;

import io.tickpilot.bridge.curve.Door;
import io.tickpilot.bridge.curve.Guard;
import io.tickpilot.bridge.websocket.Secrets;
import io.tickpilot.bridge.websocket.WebSocketEndpoint;
import io.tickpilot.bridge.websocket.WebSocketStats;
import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A running bridge. Four threads: one takes input, sequences, journals and acknowledges; one carries signals out; two read the
 * journal and the signals back from Kafka. Creates the topics when they are missing.
 */
public final class BridgeServer implements AutoCloseable {
    private static final int HIGH_WATER = 100_000;
    /** A handshake that is not done by then is given up and begun anew; JeroMQ's default is 30 s. */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final long JOIN_MILLIS = 20_000;

    private final Doors doors;
    private final ZContext context;
    private final Guard guard;
    private final BridgeAddresses addresses;
    private final BridgeStats stats = new BridgeStats();
    private final WakePipe signalWake = new WakePipe();
    private final SequencedLog log;
    private final SignalTail tail;
    private final Clients clients;
    private final ControlEndpoint control;
    private final SignalEndpoint signals;
    private final Thread controlThread;
    private final Thread signalThread;

    /** What is open before the log is. */
    private record Doors(
            ZContext context,
            Guard guard,
            WakePipe wake,
            @Nullable WebSocketEndpoint webSocket) {
        static Doors open(BridgeSettings settings) {
            ZContext context = new ZContext();
            WakePipe wake = new WakePipe();
            Guard guard = null;
            try {
                guard = Guard.open(context, settings.guard());
                return new Doors(context, guard, wake, listen(settings, wake));
            } catch (RuntimeException e) {
                if (guard != null) {
                    guard.close();
                }
                context.close();
                wake.close();
                throw e;
            }
        }

        void close() {
            if (webSocket != null) {
                webSocket.close();
            }
            guard.close();
            context.close();
            wake.close();
        }
    }

    private BridgeServer(
            Doors doors, BridgeSettings settings, String journal, MarketClock clock, Collection<String> symbols) {
        this.doors = doors;
        context = doors.context();
        guard = doors.guard();
        WebSocketEndpoint webSocket = doors.webSocket();
        ZMQ.Socket signalsOut = socket(SocketType.PUB, Door.SIGNALS);
        ZMQ.Socket router = socket(SocketType.ROUTER, Door.CONTROL);
        ZMQ.Socket fastCopy = socket(SocketType.PUB, Door.FAST_COPY);
        ZMQ.Socket signalsIn = socket(SocketType.PULL, Door.SIGNALS_IN);
        SequencedLog.Outputs outputs = new SequencedLog.Outputs(
                stats, new ReceiptTimes(settings.partitions()), doors.wake(), new CommandTail(signalWake::ring));
        String host = settings.bind();
        addresses = new BridgeAddresses(
                Bind.at(signalsOut, host, settings.ports().signals()),
                Bind.at(router, host, settings.ports().control()),
                Bind.at(fastCopy, host, settings.ports().fastCopy()),
                Bind.at(signalsIn, host, settings.ports().signalsIn()),
                webSocket == null ? "" : webSocket.address());
        log = new SequencedLog(settings, journal, clock, symbols, new FastCopy(fastCopy), outputs);
        tail = new SignalTail(settings.bootstrap(), signalWake::ring);
        SignalBook book = new SignalBook(stats.signalsCrowdedOut);
        clients = new Clients(guard, settings.guard().limits());
        control = new ControlEndpoint(
                router, webSocket, clients, context.createPoller(2), log, book, clock, outputs, settings.partitions());
        signals = new SignalEndpoint(
                new SignalEndpoint.Ways(signalsIn, signalsOut, webSocket, context.createPoller(2), tail, signalWake),
                book,
                settings.succession().share(),
                () -> log.leads(System.nanoTime()),
                clock,
                outputs,
                control::deadLetter);
        controlThread = new Thread(control, "tickpilot-bridge-control");
        signalThread = new Thread(signals, "tickpilot-bridge-signals");
    }

    /**
     * Returns once the old epochs are fenced and input is accepted, or, when it is to stand by, once it follows the active
     * bridge.
     *
     * @param clock what the log calls now
     * @param symbols known from the start, for commands that concern all; others join with their first event
     * @throws BridgeException when Kafka or an address is not to be had
     */
    public static BridgeServer start(BridgeSettings settings, MarketClock clock, Collection<String> symbols) {
        String journal = Topics.ensure(settings.bootstrap(), settings.partitions());
        Doors doors = Doors.open(settings);
        try {
            BridgeServer server = new BridgeServer(doors, settings, journal, clock, symbols);
            server.run();
            return server;
        } catch (RuntimeException e) {
            doors.close();
            throw e;
        }
    }

    /** What was signalled before this bridge was there is known before it takes its first signal. */
    private void run() {
        try {
            if (!tail.awaitCaughtUp(CATCH_UP)) {
                throw new BridgeException("kafka.bootstrap: signals are not read in time");
            }
        } catch (BridgeException e) {
            closeFollowers();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closeFollowers();
            throw new BridgeException("kafka.bootstrap: interrupted while reading signals", e);
        }
        signals.takeTail();
        controlThread.start();
        signalThread.start();
    }

    private void closeFollowers() {
        tail.close();
        log.close();
    }

    /** With the clock that the settings name and no symbol known yet. */
    public static BridgeServer start(BridgeSettings settings) {
        return start(settings, settings.clock().create(), List.of());
    }

    public BridgeAddresses addresses() {
        return addresses;
    }

    public BridgeStats.Snapshot stats() {
        return stats.snapshot();
    }

    /** @return null when that door is closed */
    public @Nullable WebSocketStats webSocketStats() {
        WebSocketEndpoint webSocket = doors.webSocket();
        return webSocket == null ? null : webSocket.stats();
    }

    /** What each client of the ZeroMQ door does and how well it is connected, as of a moment ago. */
    public List<ClientHealth> clients() {
        return clients.health();
    }

    /** Attempts refused by the ZeroMQ doors and requests that were too many, by cause. */
    public Map<String, Long> refused() {
        return guard.refused();
    }

    /** ZeroMQ connections open now. */
    public int connections() {
        return guard.connections();
    }

    /** Everything above in Prometheus' text form. */
    public String metrics() {
        return BridgeMetrics.text(stats(), clients(), refused(), connections(), webSocketStats());
    }

    /** Whether all threads live. */
    public boolean isRunning() {
        return controlThread.isAlive() && signalThread.isAlive() && log.isAlive();
    }

    /** Takes no more input, journals and acknowledges what came, and ends. */
    @Override
    public void close() {
        signals.stop();
        control.stop();
        try {
            signalThread.join(JOIN_MILLIS);
            controlThread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tail.close();
        doors.close();
        signalWake.close();
    }

    /**
     * A bridge in a process of its own, until it is ended from outside. Exits with 2 for a wrong configuration, 1 when the
     * world does not let it start.
     *
     * @param args path of the YAML configuration
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1) {
            exit(2, "usage: BridgeServer CONFIG.yaml");
        }
        try {
            Settings root = Settings.parse(Files.readString(Path.of(args[0])), Map.of());
            BridgeSettings settings = BridgeSettings.from(root);
            root.section("bridge").check();
            root.section("kafka").check();
            BridgeServer server = start(
                    settings,
                    settings.clock().create(),
                    root.sections("instruments").keySet());
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                ended.countDown();
            }));
            System.out.println("bridge ready: " + server.addresses());
            ended.await();
        } catch (IOException e) {
            exit(2, "configuration: cannot be read: " + args[0]);
        } catch (ConfigException e) {
            exit(2, String.join("\n", e.faults()));
        } catch (BridgeException e) {
            exit(1, e.getMessage());
        }
    }

    private static @Nullable WebSocketEndpoint listen(BridgeSettings settings, WakePipe wake) {
        if (!settings.webSocket().enabled()) {
            return null;
        }
        try {
            return WebSocketEndpoint.start(
                    settings.webSocket(), settings.ports().webSocket(), new Secrets(System.getenv()), wake::ring);
        } catch (BindException e) {
            throw new BridgeException("bridge: cannot listen: "
                    + settings.webSocket().bind() + ":" + settings.ports().webSocket() + ": " + e.getMessage());
        }
    }

    private static void exit(int code, String line) {
        System.err.println(line);
        System.exit(code);
    }

    private ZMQ.Socket socket(SocketType type, Door door) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setSndHWM(HIGH_WATER);
        socket.setRcvHWM(HIGH_WATER);
        socket.setLinger(1_000);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        guard.protect(socket, door);
        return socket;
    }
}
