package io.tickpilot.bridge;

import io.tickpilot.core.config.ConfigException;
import io.tickpilot.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A running bridge. Two threads: one takes input, sequences, journals and acknowledges; one carries signals out. Creates
 * the Kafka topics when they are missing.
 */
public final class BridgeServer implements AutoCloseable {
    private static final int HIGH_WATER = 100_000;
    /** A handshake that is not done by then is given up and begun anew; JeroMQ's default is 30 s. */
    private static final int HANDSHAKE_MILLIS = 2_000;

    private static final long JOIN_MILLIS = 20_000;

    private final ZContext context;
    private final BridgeAddresses addresses;
    private final BridgeStats stats = new BridgeStats();
    private final WakePipe wake = new WakePipe();
    private final ControlEndpoint control;
    private final SignalEndpoint signals;
    private final Thread controlThread;
    private final Thread signalThread;

    private BridgeServer(ZContext context, BridgeSettings settings, MarketClock clock, Collection<String> symbols) {
        this.context = context;
        ZMQ.Socket signalsOut = socket(SocketType.PUB);
        ZMQ.Socket router = socket(SocketType.ROUTER);
        ZMQ.Socket fastCopy = socket(SocketType.PUB);
        ZMQ.Socket signalsIn = socket(SocketType.PULL);
        SequencedLog.Outputs outputs = new SequencedLog.Outputs(stats, new ReceiptTimes(settings.partitions()), wake);
        String host = settings.bind();
        addresses = new BridgeAddresses(
                Bind.at(signalsOut, host, settings.ports().signals()),
                Bind.at(router, host, settings.ports().control()),
                Bind.at(fastCopy, host, settings.ports().fastCopy()),
                Bind.at(signalsIn, host, settings.ports().signalsIn()));
        SequencedLog log = new SequencedLog(settings, clock, symbols, new FastCopy(fastCopy), outputs);
        ReplayBuffer replay = new ReplayBuffer(log.epoch());
        control = new ControlEndpoint(
                router, context.createPoller(2), log, replay, clock, outputs, settings.partitions());
        signals = new SignalEndpoint(signalsIn, signalsOut, replay, clock, outputs, control::deadLetter);
        controlThread = new Thread(control, "tickpilot-bridge-control");
        signalThread = new Thread(signals, "tickpilot-bridge-signals");
    }

    /**
     * Returns once the old epochs are fenced and input is accepted.
     *
     * @param clock what the log calls now
     * @param symbols known from the start, for commands that concern all; others join with their first event
     * @throws BridgeException when Kafka or an address is not to be had
     */
    public static BridgeServer start(BridgeSettings settings, MarketClock clock, Collection<String> symbols) {
        Topics.ensure(settings.bootstrap(), settings.partitions());
        ZContext context = new ZContext();
        try {
            BridgeServer server = new BridgeServer(context, settings, clock, symbols);
            server.controlThread.start();
            server.signalThread.start();
            return server;
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
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

    /** Whether both threads live. */
    public boolean isRunning() {
        return controlThread.isAlive() && signalThread.isAlive();
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
        context.close();
        wake.close();
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

    private static void exit(int code, String line) {
        System.err.println(line);
        System.exit(code);
    }

    private ZMQ.Socket socket(SocketType type) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setSndHWM(HIGH_WATER);
        socket.setRcvHWM(HIGH_WATER);
        socket.setLinger(1_000);
        socket.setHandshakeIvl(HANDSHAKE_MILLIS);
        return socket;
    }
}
