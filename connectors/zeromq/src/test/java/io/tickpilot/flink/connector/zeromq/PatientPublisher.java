package io.tickpilot.flink.connector.zeromq;

import io.tickpilot.flink.connector.zeromq.internal.ContextCloser;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A publisher that keeps what it is given until somebody has subscribed to the topic, so that tests lose nothing to a
 * subscriber that joins late. Sends two frames: topic and value.
 */
public final class PatientPublisher implements AutoCloseable {
    private final ZContext context = new ZContext();
    private final ZMQ.Socket socket = context.createSocket(SocketType.XPUB);
    private final Map<String, Queue<byte[]>> waiting = new ConcurrentHashMap<>();
    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "patient-publisher");
    private final String end;
    private volatile boolean closing;

    public PatientPublisher() {
        this("", s -> {});
    }

    /**
     * @param end follows once a topic that was subscribed to has nothing more waiting; empty: nothing does
     * @param setUp called with the socket before it is bound
     */
    public PatientPublisher(String end, Consumer<ZMQ.Socket> setUp) {
        this(end, setUp, "tcp://127.0.0.1:*");
    }

    public PatientPublisher(String end, Consumer<ZMQ.Socket> setUp, String endpoint) {
        this.end = end;
        socket.setSndHWM(1_000_000);
        socket.setReceiveTimeOut(2);
        setUp.accept(socket);
        socket.bind(endpoint);
        thread.setDaemon(true);
        thread.start();
    }

    public String endpoint() {
        return socket.getLastEndpoint();
    }

    public void publish(String topic, String value) {
        waiting.computeIfAbsent(topic, t -> new ConcurrentLinkedQueue<>()).add(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether anybody subscribes to it now. */
    public boolean isSubscribed(String topic) {
        return subscribed.contains(topic);
    }

    private void run() {
        Set<String> ended = new HashSet<>();
        while (!closing) {
            for (byte[] event = socket.recv(); event != null; event = socket.recv(ZMQ.DONTWAIT)) {
                String topic = new String(event, 1, event.length - 1, StandardCharsets.UTF_8);
                if (event[0] == 1) {
                    subscribed.add(topic);
                } else {
                    subscribed.remove(topic);
                }
            }
            for (String topic : subscribed) {
                Queue<byte[]> values = waiting.getOrDefault(topic, new ConcurrentLinkedQueue<>());
                for (byte[] value = values.poll(); value != null; value = values.poll()) {
                    send(topic, value);
                }
                if (!end.isEmpty() && ended.add(topic)) {
                    send(topic, end.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private void send(String topic, byte[] value) {
        socket.sendMore(topic);
        socket.send(value);
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ContextCloser.close(context);
    }
}
