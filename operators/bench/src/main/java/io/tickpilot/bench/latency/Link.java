package io.tickpilot.bench.latency;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickpilot.wire.proto.ServerMessage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The client's end: a DEALER that sends ticks, used by the calling thread only, and a SUB that a thread of its own reads.
 */
final class Link implements AutoCloseable {
    private static final int HIGH_WATER = 200_000;
    private static final int POLL_MILLIS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LOOK_NANOS = 500_000;
    private static final int DRAIN_LIMIT = 256;

    /** Reads a tick's number out of a published frame; -1 when it is about no tick. */
    @FunctionalInterface
    interface IndexReader {
        long index(byte[] frame) throws InvalidProtocolBufferException;
    }

    private final ZContext context = new ZContext();
    private final ZMQ.Socket out;
    private final IndexReader reader;
    private final Thread receiver;
    private volatile @Nullable Returns current;
    private volatile boolean closing;
    private volatile @Nullable String fault;
    private @Nullable Returns acknowledgements;

    /**
     * @param control address of the ROUTER that takes ticks
     * @param published address of the PUB that answers
     */
    Link(String control, String published, IndexReader reader) {
        this.reader = reader;
        out = context.createSocket(SocketType.DEALER);
        out.setSndHWM(HIGH_WATER);
        out.setRcvHWM(HIGH_WATER);
        out.setLinger(0);
        out.connect(control);
        receiver = new Thread(() -> receive(published), "bench-receiver");
        receiver.setDaemon(true);
        receiver.start();
    }

    void send(byte[] request) {
        out.send(request);
    }

    /** Takes what the server answered to requests, without waiting. */
    void drainAnswers() {
        for (int i = 0; i < DRAIN_LIMIT; i++) {
            byte[] frame = out.recv(ZMQ.DONTWAIT);
            if (frame == null) {
                return;
            }
            try {
                ServerMessage answer = ServerMessage.parseFrom(frame);
                if (answer.hasAck() && acknowledgements != null) {
                    acknowledgements.take(answer.getRequest(), System.nanoTime());
                } else if (answer.hasRefusal()) {
                    throw new BenchException(
                            "the bridge refused a tick: " + answer.getRefusal().getReason());
                }
            } catch (InvalidProtocolBufferException e) {
                throw new BenchException("the bridge sent what is no answer: " + e.getMessage());
            }
        }
    }

    /**
     * From now on what comes back belongs to this run.
     *
     * @param published signals, or what the echo publishes
     * @param acks of requests, each with its tick's number; null when nobody acknowledges
     */
    void expect(Returns published, @Nullable Returns acks) {
        current = published;
        acknowledgements = acks;
    }

    /** Waits until everything measured came back, or nothing more does. */
    void awaitReturns() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long changed = System.nanoTime();
        long before = missing();
        while (missing() > 0 && System.nanoTime() < deadline && System.nanoTime() - changed < QUIET_NANOS) {
            drainAnswers();
            LockSupport.parkNanos(LOOK_NANOS);
            if (missing() != before) {
                before = missing();
                changed = System.nanoTime();
            }
        }
        String wrong = fault;
        if (wrong != null) {
            throw new BenchException(wrong);
        }
    }

    private long missing() {
        Returns published = current;
        Returns acks = acknowledgements;
        return (published == null ? 0 : published.lost()) + (acks == null ? 0 : acks.lost());
    }

    private void receive(String published) {
        ZMQ.Socket in = context.createSocket(SocketType.SUB);
        in.setRcvHWM(HIGH_WATER);
        in.setReceiveTimeOut(POLL_MILLIS);
        in.connect(published);
        in.subscribe(ZMQ.SUBSCRIPTION_ALL);
        while (!closing) {
            byte[] topic = in.recv();
            if (topic == null) {
                continue;
            }
            byte[] frame = in.recv();
            long now = System.nanoTime();
            Returns returns = current;
            if (returns == null) {
                continue;
            }
            try {
                returns.take(reader.index(frame), now);
            } catch (InvalidProtocolBufferException e) {
                fault = "a published frame is malformed: " + e.getMessage();
            }
        }
        in.close();
    }

    @Override
    public void close() {
        closing = true;
        try {
            receiver.join(10L * POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.close();
    }
}
