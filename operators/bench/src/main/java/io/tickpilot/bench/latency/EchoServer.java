package io.tickpilot.bench.latency;

import java.nio.charset.StandardCharsets;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** The floor: the bridge's pair of sockets with nothing between them, each request published as it came. */
final class EchoServer implements AutoCloseable {
    private static final int HIGH_WATER = 200_000;
    private static final int POLL_MILLIS = 100;
    private static final byte[] TOPIC = "echo ".getBytes(StandardCharsets.UTF_8);

    private final ZContext context = new ZContext();
    private final ZMQ.Socket in;
    private final ZMQ.Socket out;
    private final String control;
    private final String published;
    private final Thread thread;
    private volatile boolean closing;

    EchoServer() {
        in = context.createSocket(SocketType.ROUTER);
        out = context.createSocket(SocketType.PUB);
        in.setRcvHWM(HIGH_WATER);
        out.setSndHWM(HIGH_WATER);
        in.setReceiveTimeOut(POLL_MILLIS);
        control = "tcp://127.0.0.1:" + in.bindToRandomPort("tcp://127.0.0.1");
        published = "tcp://127.0.0.1:" + out.bindToRandomPort("tcp://127.0.0.1");
        thread = new Thread(this::echo, "bench-echo");
        thread.setDaemon(true);
        thread.start();
    }

    String control() {
        return control;
    }

    String published() {
        return published;
    }

    private void echo() {
        while (!closing) {
            if (in.recv() != null) {
                byte[] frame = in.recv();
                out.sendMore(TOPIC);
                out.send(frame);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(10L * POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.close();
    }
}
