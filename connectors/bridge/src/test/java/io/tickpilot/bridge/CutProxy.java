package io.tickpilot.bridge;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line between a client and a bridge that can be cut, or fall silent while it seems to stand. */
public final class CutProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile State state = State.WELL;

    /** How the line is. */
    public enum State {
        WELL,
        /** Connections end, and new ones too. */
        CUT,
        /** Connections stand and carry nothing; what was sent meanwhile is lost with them. */
        SILENT
    }

    public CutProxy(int targetPort) throws IOException {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        start("accept", this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public void set(State next) {
        State before = state;
        state = next;
        if (next == State.CUT || before == State.SILENT) {
            sockets.forEach(CutProxy::close);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                sockets.add(client);
                if (state == State.CUT) {
                    close(client);
                    continue;
                }
                Socket server = new Socket();
                sockets.add(server);
                server.connect(target);
                start("up", () -> pump(client, server));
                start("down", () -> pump(server, client));
                if (state == State.CUT) {
                    close(client);
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
        sockets.forEach(CutProxy::close);
    }
}
