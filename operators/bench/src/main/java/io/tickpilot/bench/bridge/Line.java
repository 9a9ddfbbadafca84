package io.tickpilot.bench.bridge;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line between a client and a bridge that can be cut, or fall silent while it seems to stand. */
final class Line implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WELL;

    /** How the line is. */
    enum State {
        WELL,
        /** Connections end, and new ones too. */
        CUT,
        /** Connections stand and carry nothing; what was sent meanwhile is lost with them. */
        SILENT
    }

    /** @param address of the bridge, such as {@code tcp://127.0.0.1:5555} */
    Line(String address) throws IOException {
        target = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(address).getPort());
        start(this::accept);
    }

    /** Where a client connects to, with the given scheme. */
    String address(String scheme) {
        return scheme + "://127.0.0.1:" + listening.getLocalPort();
    }

    void set(State next) {
        State before = state;
        state = next;
        if (next == State.CUT || before == State.SILENT) {
            sockets.forEach(Line::end);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                sockets.add(client);
                if (state == State.CUT) {
                    end(client);
                    continue;
                }
                Socket server = new Socket();
                sockets.add(server);
                server.connect(target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                start(() -> pump(client, server));
                start(() -> pump(server, client));
                if (state == State.CUT) {
                    end(client);
                }
            } catch (IOException e) {
                // Closed, or the bridge is not there: the client tries again.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8_192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (state != State.SILENT) {
                    out.write(buffer, 0, length);
                }
            }
        } catch (IOException e) {
            // Cut.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "bench-line");
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Gone already.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        sockets.forEach(Line::end);
    }
}
