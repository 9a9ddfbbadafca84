package io.tickpilot.mql4.expert;

import io.tickpilot.bridge.BridgeAddresses;
import io.tickpilot.bridge.BridgeProcess;
import io.tickpilot.bridge.JobSocket;
import io.tickpilot.bridge.Topics;
import io.tickpilot.core.signal.Signal;
import io.tickpilot.wire.WireCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A bridge in a process of its own that comes back to its ports after it was killed, and the job's two ways to hand it signals. */
final class SoakBridge implements AutoCloseable {
    private final Path folder;
    private final String yaml;
    private final ZContext context = new ZContext();
    private final ZMQ.Socket push;
    private final KafkaProducer<byte[], byte[]> topic;
    private BridgeProcess process;
    private volatile boolean up;

    SoakBridge(Path folder, String bootstrap) throws IOException {
        this.folder = folder;
        List<Integer> ports = freePorts(5);
        yaml = """
                bridge: {signals-port: %d, control-port: %d, fast-copy-port: %d, signals-in-port: %d, websocket: {port: %d}}
                kafka: {bootstrap: '%s'}
                """.formatted(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), bootstrap);
        topic = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        begin();
        push = JobSocket.connect(context, addresses().signalsIn());
    }

    private void begin() throws IOException {
        process = BridgeProcess.ready(folder, yaml);
        up = true;
    }

    BridgeAddresses addresses() throws IOException {
        return process.addresses();
    }

    boolean isUp() {
        return up;
    }

    /** As with -9. */
    void kill() {
        up = false;
        process.kill();
        process.close();
    }

    void startAgain() throws IOException {
        begin();
    }

    /** As the job does: to the bridge it knows, and to Kafka for the one that takes over. One thread. */
    void publish(Signal signal) {
        byte[] bytes = WireCodec.encode(signal);
        push.send(bytes, ZMQ.DONTWAIT);
        byte[] key = signal.decision().symbol().getBytes(StandardCharsets.UTF_8);
        topic.send(new ProducerRecord<>(Topics.SIGNALS, key, bytes));
    }

    @Override
    public void close() {
        topic.close();
        context.close();
        process.close();
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }
}
