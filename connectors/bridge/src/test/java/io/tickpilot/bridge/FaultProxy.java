package io.tickpilot.bridge;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP line that can fail in the ways TCP lets lines fail: no byte is ever lost, doubled or out of place within a connection
 * that lives. For that at the level of messages there is {@link MessageRelay}. Random choices come from the seed.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BUFFER = 8_192;
    private static final long DELAY_NANOS = 150_000_000L;
    private static final long THROTTLE_NANOS = 20_000_000L;
    private static final int THROTTLE_BYTES = 256;
    private static final long LATE_NANOS = 700_000_000L;

    private final ServerSocket listening;
    private final InetSocketAddress target;
    private final Random random;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private volatile Fault fault = Fault.NONE;

    /** How the line is. */
    public enum Fault {
        NONE,
        /** Connections end, and new ones too. */
        CUT,
        /** Half open: connections stand and carry nothing, without a word; what was sent meanwhile is lost with them. */
        SILENT,
        /** What is under way vanishes, and the connection dies of it a moment later, again and again. */
        DROP,
        /** Everything comes 150 to 300 ms late. */
        DELAY,
        /** A reader of at most 13 kB/s: the sender's buffers fill. */
        THROTTLE,
        /**
         * Each connection is made anew once, and what the client had last sent over the old one reaches the server after what it
         * sends again over the new one.
         */
        OVERTAKE
    }

    public FaultProxy(int targetPort, long seed) throws IOException {
        this(0, targetPort, seed);
    }

    /** @param port to listen on, any when 0 */
    public FaultProxy(int port, int targetPort, long seed) throws IOException {
        listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        random = new Random(seed);
        start("accept", this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public String address() {
        return "tcp://127.0.0.1:" + port();
    }

    /** Connections made so far. */
    public long connections() {
        return connections.get();
    }

    public void set(Fault next) {
        Fault before = fault;
        fault = next;
        if (next == Fault.CUT || before == Fault.SILENT) {
            links.forEach(Link::end);
        } else if (next == Fault.OVERTAKE) {
            links.forEach(Link::retire);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (fault == Fault.CUT) {
                    close(client);
                    continue;
                }
                Socket server = new Socket();
                try {
                    server.connect(target);
                } catch (IOException e) {
                    close(client); // the server is not there: the client tries again
                    continue;
                }
                connections.incrementAndGet();
                new Link(client, server).begin();
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private synchronized long upTo(long nanos) {
        return (long) (random.nextDouble() * nanos);
    }

    /** One connection of a client, carried on to the server. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private volatile boolean retired;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void begin() {
            links.add(this);
            start("up", () -> pump(client, server, true));
            start("down", () -> pump(server, client, false));
            if (fault == Fault.CUT) {
                end();
            }
        }

        void end() {
            links.remove(this);
            close(client);
            close(server);
        }

        /** What the client sends from now on is held; soon it sees the connection end; later the server gets what was held. */
        void retire() {
            retired = true;
            links.remove(this);
            start("late", () -> {
                LockSupport.parkNanos(upTo(LATE_NANOS));
                close(client);
                LockSupport.parkNanos(LATE_NANOS + upTo(LATE_NANOS));
                try {
                    synchronized (held) {
                        held.writeTo(server.getOutputStream());
                    }
                    LockSupport.parkNanos(LATE_NANOS);
                } catch (IOException e) {
                    // The server has gone meanwhile.
                } finally {
                    close(server);
                }
            });
        }

        private void pump(Socket from, Socket to, boolean up) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = read(in, buffer); length >= 0; length = read(in, buffer)) {
                    carry(buffer, length, out, up);
                }
            } catch (IOException e) {
                // Ended.
            } finally {
                if (!retired) {
                    end();
                }
            }
        }

        private int read(InputStream in, byte[] buffer) throws IOException {
            boolean slow = fault == Fault.THROTTLE;
            if (slow) {
                LockSupport.parkNanos(THROTTLE_NANOS);
            }
            return in.read(buffer, 0, slow ? THROTTLE_BYTES : BUFFER);
        }

        private void carry(byte[] buffer, int length, OutputStream out, boolean up) throws IOException {
            if (retired && up) {
                synchronized (held) {
                    held.write(buffer, 0, length);
                }
                return;
            }
            switch (fault) {
                case SILENT, CUT -> {}
                case DROP -> {
                    LockSupport.parkNanos(upTo(DELAY_NANOS));
                    throw new IOException("dropped");
                }
                case DELAY -> {
                    LockSupport.parkNanos(DELAY_NANOS + upTo(DELAY_NANOS));
                    out.write(buffer, 0, length);
                }
                case NONE, THROTTLE, OVERTAKE -> out.write(buffer, 0, length);
            }
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Gone already.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        links.forEach(Link::end);
    }
}
